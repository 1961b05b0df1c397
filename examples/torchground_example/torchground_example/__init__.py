"""A layer, a data set and a probe for Torchground."""
