"""Tables, migrations and the one writer; files named by id or hash."""
