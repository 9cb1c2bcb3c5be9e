"""Persistence: tables, queries, and violated constraints as refusals. Only `store` and `screens` contain SQL. `store` does
not use Flask."""
