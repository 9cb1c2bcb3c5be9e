"""Teams, their members, lists, days off and links."""
