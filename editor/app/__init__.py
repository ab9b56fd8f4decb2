"""Verbs of the program, still without Qt."""
