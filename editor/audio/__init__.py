"""The recording, without a sound device."""
