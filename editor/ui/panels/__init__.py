"""Panels: chapters and speakers to the left of the page, the review to its right."""
