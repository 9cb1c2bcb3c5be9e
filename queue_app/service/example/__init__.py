"""The example team: half a year of invented work, done day by day through the real use cases. Nothing in it is drawn by hand."""
