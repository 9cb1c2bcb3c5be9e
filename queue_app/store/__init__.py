"""Persistence: tables, queries, a violated constraint turned into a named refusal. The only SQL; no Flask."""
