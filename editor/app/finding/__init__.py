"""Finding words in an episode, and putting others in their place."""
