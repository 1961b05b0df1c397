"""One file a command: each declares a `COMMAND`."""
