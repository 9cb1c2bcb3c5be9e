"""The export of a team: one document with its items and their history, and a table for spreadsheets."""
