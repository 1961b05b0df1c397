"""The check: what keeps a drawing from training, in which place, and what would fix it. Loads no torch."""
