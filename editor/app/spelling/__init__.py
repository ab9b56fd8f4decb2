"""Spelling: words no dictionary knows, told by Hunspell in a process of its own."""
