"""The way in of a checkout. Importing this does nothing: `app` is made when somebody first asks for it.

`python wsgi.py` is `topmost serve`. `flask --app wsgi ...` asks for `app`, and so does nobody who only wants to look at the
code.
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
