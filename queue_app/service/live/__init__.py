"""Pages that stay live: their streams, and who watches which team."""
