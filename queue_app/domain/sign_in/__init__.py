"""Signing in: how long wrong passwords make the next attempt wait."""
