"""The export of a team, as a document or a table. Both are streamed from one database snapshot."""
