"""The torch modules behind the layers; imported only where networks are built."""
