"""Builds a release (a wheel and its checksums), and proves that it works from the first run to the first pull."""
