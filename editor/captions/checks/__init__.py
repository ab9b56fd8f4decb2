"""Checks: what in a cue breaks a style guide or the craft, one function a rule."""
