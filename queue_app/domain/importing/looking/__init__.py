"""Looks at a file: which tool wrote it, what it contains, what to ask."""
