"""The tests compute sums in one thread, as a run does. So results are the same everywhere, and small tensors are
faster."""

import torch

torch.set_num_threads(1)
