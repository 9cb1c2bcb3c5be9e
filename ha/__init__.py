"""Topmost on three PostgreSQL nodes whose leader is killed again and again: what was acknowledged must be there, once."""
