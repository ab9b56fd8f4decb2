"""Features of the desk: each brings a panel, commands and an end of its own, a row in the table."""
