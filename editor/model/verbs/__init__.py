"""Verbs: what can be done to an episode.

Each is a pure planner that returns an ``Edit`` and changes nothing.
"""
