"""Items, their order, and everything that belongs to an item."""
