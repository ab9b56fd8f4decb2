"""Dialogs: what is asked before something large happens - import, export, a time, a name."""
