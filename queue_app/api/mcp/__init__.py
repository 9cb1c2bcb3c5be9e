"""The Model Context Protocol: the verbs of an agent as tools. They run the same use cases as the pages and the API."""
