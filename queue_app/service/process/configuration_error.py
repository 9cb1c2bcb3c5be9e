"""The error of a setting that cannot be used, for those who read settings."""


class ConfigurationError(Exception):
    """A setting that cannot be used. Its text says which one and what to do."""
