"""Settings, one class per environment, as a checkout names them. `queue_app/settings.py` says what each one means.

They live in the package, so that an installed Topmost has them without a module `config` that anybody else could have.
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
