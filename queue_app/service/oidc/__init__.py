"""OpenID Connect: the provider that the settings name, and what its answers must say."""
