"""An authenticating proxy in front: whom it names, and from where."""
