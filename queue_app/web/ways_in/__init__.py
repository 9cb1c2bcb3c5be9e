"""Further ways in beside the password: a forgotten one, an identity provider, a second step."""
