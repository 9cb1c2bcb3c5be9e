"""What agents do besides the verbs of people, and the settings of managers for agents."""
