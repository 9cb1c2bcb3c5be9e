"""Takes screenshots of every page with the example team, in a real browser: `make shots`."""
