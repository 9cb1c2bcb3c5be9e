"""The Model Context Protocol: the verbs of an agent as tools, by the same use cases as everything else."""
