"""`flask ...` commands for operators and scripts. They call the same use cases as the pages."""
