"""Tables in files of programs: each format is one module that turns a file into cells."""
