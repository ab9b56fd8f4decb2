"""Stet: correct, clean and caption podcast transcripts while hearing them."""

__version__ = "0.1.0.dev0"
