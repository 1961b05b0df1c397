"""One file for each of the optimizers; a new file is found by being here."""
