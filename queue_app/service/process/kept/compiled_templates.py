"""Keeps compiled templates in the data folder. Compiling the templates of a page takes twenty times as long as rendering it, and
each new process did it again for its first visitor."""

import hmac
import os
import threading
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from queue_app import __version__

_OURS = f"{__version__}-{version('jinja2')}-"
"""The prefix of this version's files. Other versions of Topmost or Jinja compile them again."""
_SEAL = 32


class CompiledTemplates(BytecodeCache):
    """One file per template, signed with the installation's secret, so that a forged or damaged file is not run.

    If the folder cannot be read or written, the template is compiled again.
    """

    def __init__(self, folder: Path, secret: str | bytes) -> None:
        self._folder = folder
        self._secret = secret if isinstance(secret, bytes) else secret.encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the compiled template, if there is a valid one of the present source."""
        with suppress(OSError):
            content = self._file(bucket).read_bytes()
            if hmac.compare_digest(content[:_SEAL], self._seal(content[_SEAL:])):
                bucket.bytecode_from_string(content[_SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the compiled template. Other processes see the whole file or none."""
        code, file = bucket.bytecode_to_string(), self._file(bucket)
        draft = file.with_name(f"{file.name}.{os.getpid()}-{threading.get_ident()}")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                draft.write_bytes(self._seal(code) + code)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)

    def forget_others(self) -> None:
        """Delete the files of other versions."""
        with suppress(OSError):
            for file in self._folder.iterdir():
                if not file.name.startswith(_OURS):
                    file.unlink()

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{_OURS}{bucket.key}"

    def _seal(self, code: bytes) -> bytes:
        return hmac.digest(self._secret, code, "sha256")


def keep_compiled_templates(app: Flask) -> None:
    """Make the application keep its compiled templates."""
    kept = CompiledTemplates(app.config["TOPMOST_DATA"] / "templates", app.config["SECRET_KEY"])
    kept.forget_others()
    app.jinja_env.bytecode_cache = kept
