"""Column headings by tool, in all known languages. Data only."""
