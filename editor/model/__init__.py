"""Nouns and verbs of an episode: pure Python without I/O, clock, Qt or SQL."""
