"""The JSON API: the use cases and screens of the pages, as links and actions. It has no rules and no SQL."""
