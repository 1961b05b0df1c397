"""One file for each of the augmentations; a new file is found by being here."""
