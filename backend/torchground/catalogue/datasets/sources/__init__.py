"""Where samples come from: drawn, bundled, downloaded or brought, and how they are kept."""
