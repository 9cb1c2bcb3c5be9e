"""Items, their order and what hangs on them."""
