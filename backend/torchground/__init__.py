"""Torchground: draw a neural network, press play, and see inside every layer what it learns."""

__version__ = "0.1.0"
