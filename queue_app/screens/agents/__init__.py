"""What an agent reads of its item, and how agents are shown to people."""
