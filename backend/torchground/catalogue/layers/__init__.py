"""One file for each of the layers; a new file is found by being here."""
