"""The HTML pages. A view reads the request, calls one use case or screen, and renders or redirects. It has no rules and no
SQL."""
