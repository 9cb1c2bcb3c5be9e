"""Sign-in by an authenticating proxy, which names the person in a header."""
