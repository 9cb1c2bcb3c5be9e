"""HTML: read the request, call one use case or screen, render or redirect. No rule, no SQL."""
