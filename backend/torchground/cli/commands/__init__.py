"""One file for each command. Each file declares a `COMMAND`."""
