"""The check: what keeps a drawing from training, where, and what would mend it. Loads no torch."""
