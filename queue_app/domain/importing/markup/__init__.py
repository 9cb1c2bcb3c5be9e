"""Words in the markup of another tool become Markdown."""
