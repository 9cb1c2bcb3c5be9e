"""Agents: their slots, and who of them is on which item."""
