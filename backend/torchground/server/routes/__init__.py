"""The routes of the API, one file for each thing it is about; each file's ``routes`` are installed by the app."""
