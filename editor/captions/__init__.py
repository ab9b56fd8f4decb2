"""From segments as heard to cues as shown."""
