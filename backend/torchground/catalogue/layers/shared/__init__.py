"""What the layers of one kind share, in plain numbers: fields, shape rules, and how their numbers come about."""
