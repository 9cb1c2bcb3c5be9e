"""Settings, one class for each environment, under the name that a checkout uses. `queue_app/settings.py` explains each one.

They are defined in the package, so that an installed Topmost needs no top-level module `config`, a name that others use too.
"""

from queue_app.settings import (
    ENVIRONMENTS,
    Config,
    ConfigurationError,
    Development,
    Production,
    Testing,
    from_environment,
)

__all__ = [
    "ENVIRONMENTS",
    "Config",
    "ConfigurationError",
    "Development",
    "Production",
    "Testing",
    "from_environment",
]
