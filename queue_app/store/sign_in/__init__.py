"""Accounts, sessions, tokens and one-time links. Secrets are stored as hashes."""
