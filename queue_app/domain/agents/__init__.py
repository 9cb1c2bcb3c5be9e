"""The rules for agents: what they may do and pull, when they are silent, when a run is over."""
