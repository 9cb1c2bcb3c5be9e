"""The export of a team: as a document, and as a table. Both are written piece by piece in one snapshot."""
