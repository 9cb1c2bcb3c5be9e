"""One module a tool: what its files say of each item. `looking/kinds.py` has the one table of them."""
