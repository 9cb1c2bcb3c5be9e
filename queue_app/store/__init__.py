"""Persistence: tables, queries, and violated constraints as refusals. Only `store` and `screens` have SQL. It does not use
Flask."""
