"""The team: its people's roles and rights, its calendar and its days off."""
