"""One file for each schedule of the learning rate. A new file is found by being here."""
