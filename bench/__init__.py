"""Benchmarks with their targets: `make bench`. Times are only measured here, never in a test."""
