"""What tasks, losses, optimizers, initializers and augmentations share among their own kind."""
