"""Search: words found in an episode, and putting others in their place."""
