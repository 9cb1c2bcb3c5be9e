"""The export of a team: a JSON document with its items and their history, and a table for spreadsheets."""
