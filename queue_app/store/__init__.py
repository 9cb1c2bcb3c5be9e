"""Persistence: tables, queries and the translation of a violated constraint into a named refusal. The only SQL; no Flask."""
