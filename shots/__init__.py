"""Pictures of every page, taken of the example team in a real browser: `make shots`."""
