"""One file for each of the data sets; a new file is found by being here."""
