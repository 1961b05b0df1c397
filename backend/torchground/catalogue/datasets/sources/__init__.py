"""Where samples come from: drawn, bundled, downloaded or uploaded, and how they are kept."""
