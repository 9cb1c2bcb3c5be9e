"""JSON: the use cases and screens of the pages, as links and actions. No rule, no SQL."""
