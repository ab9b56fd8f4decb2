"""Players that are heard: the sound device fed by our own decoder."""
