"""One file for each of the probes; a new file is found by being here."""
