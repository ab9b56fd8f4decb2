"""Glossary of a show: how its names and terms are written, and what they are misheard as."""
