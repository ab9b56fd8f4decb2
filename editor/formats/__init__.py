"""One file per transcript format, all behind one registry."""
