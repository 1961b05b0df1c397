"""One file for each of the schedules of the learning rate; a new file is found by being here."""
