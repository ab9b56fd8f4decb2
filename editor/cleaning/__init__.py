"""What a human editor would strike from a transcript, and why."""
