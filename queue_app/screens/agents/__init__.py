"""The data that an agent gets about its item, and how agents are shown to people."""
