"""The example team: half a year of invented work, made day by day by the real use cases.

Nothing in it is drawn by hand.
"""
