"""The team page, the home page and the account page."""
