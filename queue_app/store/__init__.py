"""Persistence: tables, queries, and violated constraints as named refusals. Together with `screens` the only SQL; no Flask."""
