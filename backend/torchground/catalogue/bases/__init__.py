"""The base of each family of entries, and what they are told: shapes, samples, explanations."""
