"""Where a loop runs: processes, and the one protocol they speak."""
