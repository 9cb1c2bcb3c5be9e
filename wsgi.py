"""The entry point of a checkout. Importing it has no effect: `app` is created at its first use.

`python wsgi.py` is `topmost serve`. `flask --app wsgi ...` uses `app`. Tools that only read the code do not.
"""

from flask import Flask

from queue_app.__main__ import load, main


def __getattr__(name: str) -> Flask:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    app = globals()["app"] = load()
    return app


if __name__ == "__main__":
    main(["serve"])
