"""One module per tool, which reads the items from its files. `looking/kinds.py` has the table of all readers."""
