"""Live pages: event streams, and which of them watch which team."""
