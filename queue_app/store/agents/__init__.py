"""Agents: their slots, and which agent is on which item."""
