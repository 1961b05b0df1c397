"""One file for each of the activations; a new file is found by being here."""
