"""One file for each of the initializers; a new file is found by being here."""
