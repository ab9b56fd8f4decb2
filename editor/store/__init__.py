"""The project file: one SQLite database, one writer, always recoverable."""
