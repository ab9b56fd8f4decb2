"""What is said in a recording, and when: reading aloud, aligning, voice activity."""
