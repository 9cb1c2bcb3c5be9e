"""The flow page and the list of finished items."""
