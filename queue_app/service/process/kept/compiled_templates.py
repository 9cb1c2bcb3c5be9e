"""Templates stay compiled in the data folder. To compile those of a page takes twenty times as long as to draw it, and each new
process did it again for who came first."""

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
"""How the files of this version begin. Another version of Topmost or of the library compiles them again."""
_SEAL = 32


class CompiledTemplates(BytecodeCache):
    """One file a template, sealed with the secret of the installation: what somebody else or a broken disk wrote is not run.

    A folder that cannot be read or written is no fault: the template is compiled once more.
    """

    def __init__(self, folder: Path, secret: str | bytes) -> None:
        self._folder = folder
        self._secret = secret if isinstance(secret, bytes) else secret.encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read it, where it is there and of the present source."""
        with suppress(OSError):
            content = self._file(bucket).read_bytes()
            if hmac.compare_digest(content[:_SEAL], self._seal(content[_SEAL:])):
                bucket.bytecode_from_string(content[_SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it. Another process sees the whole file or none."""
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
        """Remove what other versions left."""
        with suppress(OSError):
            for file in self._folder.iterdir():
                if not file.name.startswith(_OURS):
                    file.unlink()

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{_OURS}{bucket.key}"

    def _seal(self, code: bytes) -> bytes:
        return hmac.digest(self._secret, code, "sha256")


def keep_compiled_templates(app: Flask) -> None:
    """Keep the templates of the application compiled."""
    kept = CompiledTemplates(app.config["TOPMOST_DATA"] / "templates", app.config["SECRET_KEY"])
    kept.forget_others()
    app.jinja_env.bytecode_cache = kept
