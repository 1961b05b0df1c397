"""Sums are made in one thread, as a run makes them: the same everywhere, and small ones are faster so."""

import torch

torch.set_num_threads(1)
