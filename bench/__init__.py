"""How fast it is, beside what was aimed at: `make bench`. Times stand here and never in a test."""
