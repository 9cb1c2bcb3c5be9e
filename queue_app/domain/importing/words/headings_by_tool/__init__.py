"""Headings of columns by tool, in all languages that are known. Only data."""
