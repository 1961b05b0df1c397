"""Code that several augmentations share."""
