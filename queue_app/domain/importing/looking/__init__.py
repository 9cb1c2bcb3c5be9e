"""A look at a file: which tool wrote it, what it says, what is asked."""
