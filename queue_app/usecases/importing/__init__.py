"""Import a file of another tool."""
