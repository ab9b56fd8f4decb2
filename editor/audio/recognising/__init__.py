"""Recognising: a draft transcript of a recording that has none, by an engine a person chooses."""
