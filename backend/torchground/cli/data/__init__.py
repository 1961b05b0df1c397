"""The subcommands of ``torchground data``: one file each. Each file declares a `COMMAND`."""
