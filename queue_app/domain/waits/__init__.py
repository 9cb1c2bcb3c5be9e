"""Items wait for items: edges between items, in one team and across teams."""
