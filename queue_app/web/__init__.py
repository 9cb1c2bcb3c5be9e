"""HTML: read the request, call one use case or ask one screen, render or redirect. No rule, no SQL."""
