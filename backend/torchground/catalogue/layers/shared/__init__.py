"""Code that layers of one kind share, in plain numbers: fields, shape rules, and explanations of their outputs."""
