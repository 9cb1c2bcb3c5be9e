"""JSON: the same use cases and screens as the pages, as links and actions. No rule, no SQL."""
