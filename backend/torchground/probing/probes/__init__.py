"""One file for each probe. A new file in this folder is found automatically."""
