"""One file for each of the tasks; a new file is found by being here."""
