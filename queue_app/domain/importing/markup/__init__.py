"""Converts the markup of other tools to Markdown."""
