"""The window: a thin shell over the verbs of the program."""
