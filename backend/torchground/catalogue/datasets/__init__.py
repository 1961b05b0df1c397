"""One file for each of the datasets; a new file is found by being here."""
