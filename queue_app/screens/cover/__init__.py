"""The cover page, and who is away."""
