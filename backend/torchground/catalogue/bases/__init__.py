"""The base class of each family of entries, and the types that entries use: shapes, samples, explanations."""
