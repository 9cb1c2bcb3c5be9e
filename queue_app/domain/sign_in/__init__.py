"""Signing in: throttling of wrong passwords, codes of authenticator apps, and the rate limit of tokens."""
