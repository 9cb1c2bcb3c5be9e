"""The backups that each release made, so that later versions show that they can restore them."""
