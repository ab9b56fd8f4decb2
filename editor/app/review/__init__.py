"""Review: everything of an episode that a person should look at, in one list."""
