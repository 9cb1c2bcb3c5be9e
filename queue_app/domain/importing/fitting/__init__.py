"""Turns the known items of a file into rows that fit into a team. Every change and omission is counted."""
