"""THE RULES. Pure functions and frozen values: no Flask, no SQL, no clock, no dice, no environment."""
