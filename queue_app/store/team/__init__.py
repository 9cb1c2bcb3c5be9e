"""Teams, their members, kinds of block, views, days off and links."""
