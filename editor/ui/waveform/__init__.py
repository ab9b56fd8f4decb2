"""The waveform strip: what it shows, how that is painted, and what hands do with it."""
