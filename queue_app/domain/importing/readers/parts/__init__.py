"""Parts of readers that would make a reader too long."""
