"""Where samples come from: generated, bundled, downloaded or uploaded."""
