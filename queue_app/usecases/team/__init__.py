"""What managers set up: settings, members, lists, calendar, links."""
