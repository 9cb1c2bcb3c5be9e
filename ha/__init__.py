"""Tests Topmost on three PostgreSQL nodes, while the leader is killed repeatedly. Every acknowledged write must be there once."""
