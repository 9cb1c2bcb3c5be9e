"""The rules. Pure functions and frozen values: no Flask, no SQL, no clock, no random source, no environment."""
