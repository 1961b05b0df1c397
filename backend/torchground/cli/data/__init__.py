"""What ``torchground data`` can do: one file a subcommand, each declares a `COMMAND`."""
