"""Dates and times as other tools write them, in any common language, with the day or the month first."""
