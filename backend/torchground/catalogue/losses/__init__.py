"""One file for each of the losses; a new file is found by being here."""
