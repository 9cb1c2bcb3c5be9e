"""Settings, one class for each environment. An instance reads the process environment when it is created, not at import.

There is no default secret: without SECRET_KEY the first start generates one and keeps it in the data folder.
"""

import os
import re
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from queue_app.service.process.configuration_error import ConfigurationError as ConfigurationError
from queue_app.service.process.ways_settings import check_header, check_ways_in, checked_sender, operators_of

SHORTEST_SECRET = 32
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
"""A path of segments that no program escapes differently. No segment begins with a dot."""

_ABOVE = Path(__file__).parents[1]
_WELL_KNOWN = ("changeme", "change-me", "change_me", "secret-key", "secretkey", "insecure", "0123456789", "password")


class Config:
    """What all environments share. `Flask.config.from_object` reads the keys in capitals.

    Raises ConfigurationError for a value that cannot be used.
    """

    TESTING = False

    # The largest body of a request, in bytes. Only imports may have SERVER_BODY_LIMIT.
    MAX_CONTENT_LENGTH = 1024 * 1024

    # The largest body that the server reads at all. Beyond it the answer is 413.
    SERVER_BODY_LIMIT = 32 * 1024 * 1024

    # The cost of a password hash: argon2id's passes, memory in KiB and lanes.
    PASSWORD_COST = {"time_cost": 3, "memory": 65_536, "parallelism": 4}

    # The default of TOKEN_REQUESTS.
    REQUESTS_A_MINUTE = 600

    # Seconds in which accepted requests may finish after SIGTERM.
    GRACE_SECONDS = 8

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        values = os.environ if environ is None else environ

        # The folder of everything that is not code: the SQLite database and the secret.
        self.TOPMOST_DATA = Path(values.get("TOPMOST_DATA") or own_folder(values, _ABOVE)).absolute()

        # The address that the server listens on. 127.0.0.1 serves this machine only; 0.0.0.0 everybody who can reach it.
        self.HOST = values.get("HOST") or "127.0.0.1"

        # The port that the server listens on; 0 takes a free one.
        self.PORT = _number(values, "PORT", 8000, 0, 65535)

        # How many requests a process answers at the same time. It keeps as many database connections.
        self.THREADS = _number(values, "THREADS", 8, 1, 256)

        # How many processes serve one address, each with THREADS threads. More than one needs PostgreSQL.
        self.WORKERS = _number(values, "WORKERS", 1, 1, 64)

        # The number of trusted proxies in front, and so of entries of X-Forwarded-For that count for a client's address.
        self.TRUSTED_PROXIES = _number(values, "TRUSTED_PROXIES", 0, 0, 9)

        # How many requests a token may send in a minute, counted in each process.
        self.TOKEN_REQUESTS = _number(values, "TOKEN_REQUESTS", self.REQUESTS_A_MINUTE, 1, 1_000_000)

        # Days without use after which a session ends. Every session ends after 30 days.
        self.SESSION_IDLE_DAYS = _number(values, "SESSION_IDLE_DAYS", 30, 1, 30)

        # The database: sqlite:///path or postgresql://user:password@host/name.
        self.DATABASE_URL = _database(values.get("DATABASE_URL", "")) or _own_database(self.TOPMOST_DATA)

        # The address people type, such as https://queue.example.org or https://example.org/queue. It decides about cookies,
        # links, the Host check and the path prefix of all pages.
        self.TOPMOST_URL = _address(values.get("TOPMOST_URL", ""))

        # The bearer token for /metrics. Without it only this machine may read them.
        self.METRICS_TOKEN = strong(values["METRICS_TOKEN"], "METRICS_TOKEN") if values.get("METRICS_TOKEN") else ""

        # The operators, who see the page of the installation: e-mail addresses of accounts, separated by commas.
        self.TOPMOST_OPERATORS = operators_of(values.get("TOPMOST_OPERATORS", ""))

        # The mail server: smtps://user:password@host, smtp:// with STARTTLS, or smtp+plain:// without encryption and login.
        self.SMTP_URL = values.get("SMTP_URL", "")

        # The sender of letters: queue@example.org or Topmost <queue@example.org>. Empty: the user of SMTP_URL.
        self.MAIL_FROM = checked_sender(self.SMTP_URL, values.get("MAIL_FROM", ""), self.TOPMOST_URL)

        # The identity provider: the address of its discovery document, and Topmost's credentials there. All three or none.
        self.OIDC_DISCOVERY = values.get("OIDC_DISCOVERY", "")
        self.OIDC_CLIENT_ID = values.get("OIDC_CLIENT_ID", "")
        self.OIDC_CLIENT_SECRET = values.get("OIDC_CLIENT_SECRET", "")

        # The team and role that groups of the provider get at the first sign-in: developers=1:member, leads=1:manager.
        self.OIDC_GROUPS = values.get("OIDC_GROUPS", "")

        # Whether people may sign in with a password. `off` takes effect once a manager has signed in with the provider.
        self.PASSWORD_SIGN_IN = _switch(values, "PASSWORD_SIGN_IN")
        check_ways_in(
            self.OIDC_DISCOVERY,
            self.OIDC_CLIENT_ID,
            self.OIDC_CLIENT_SECRET,
            self.OIDC_GROUPS,
            passwords=self.PASSWORD_SIGN_IN,
            address=self.TOPMOST_URL,
        )

        # The header in which an authenticating proxy sends a person's e-mail address, and the allowed addresses of the proxy.
        self.TRUSTED_HEADER = values.get("TRUSTED_HEADER", "")
        self.TRUSTED_HEADER_FROM = values.get("TRUSTED_HEADER_FROM") or "127.0.0.1, ::1"
        check_header(self.TRUSTED_HEADER, self.TRUSTED_HEADER_FROM, self.TRUSTED_PROXIES)

        # Signs the session cookie. At least 32 characters that nobody can guess.
        self.SECRET_KEY = self.secret_key(values)

    def secret_key(self, values: Mapping[str, str]) -> str:
        """SECRET_KEY from the environment, otherwise the one in the data folder, which is generated if missing."""
        given = values.get("SECRET_KEY")
        return strong(given, "SECRET_KEY") if given else _kept_secret(self.TOPMOST_DATA)


class Production(Config):
    """The default, which `make run` uses."""


class Development(Config):
    """Like production, but reloads templates when they change."""

    TEMPLATES_AUTO_RELOAD = True


class Testing(Config):
    """For tests: a new secret each time that is not stored, cheap password hashes, and no tight rate limit for tokens."""

    TESTING = True
    REQUESTS_A_MINUTE = 1_000_000
    PASSWORD_COST = {"time_cost": 1, "memory": 8, "parallelism": 1}

    def secret_key(self, values: Mapping[str, str]) -> str:
        """A random secret that is not stored."""
        return secrets.token_hex(SHORTEST_SECRET)


ENVIRONMENTS: dict[str, type[Config]] = {"production": Production, "development": Development, "testing": Testing}


def from_environment(environ: Mapping[str, str] | None = None) -> Config:
    """The settings of the environment named by TOPMOST_ENV, by default production."""
    values = os.environ if environ is None else environ
    name = values.get("TOPMOST_ENV") or "production"
    if name not in ENVIRONMENTS:
        raise ConfigurationError(f"TOPMOST_ENV is {name!r}. Set it to one of {', '.join(ENVIRONMENTS)}.")
    return ENVIRONMENTS[name](values)


def strong(secret: str, source: str) -> str:
    """The secret itself. Raises ConfigurationError if it is short, repeats few characters or contains a well-known secret."""
    guessable = any(word in secret.casefold() for word in _WELL_KNOWN) or len(set(secret)) < 8
    if len(secret) < SHORTEST_SECRET or guessable:
        raise ConfigurationError(
            f"{source} is too weak. Use {SHORTEST_SECRET} random characters. Make them with "
            "python3 -c 'import secrets; print(secrets.token_hex(32))', or leave it out: Topmost makes its own."
        )
    return secret


def _kept_secret(folder: Path) -> str:
    kept = _made(folder) / "secret"
    if not kept.exists():
        _keep_new_secret(kept)
    return strong(kept.read_text().strip(), str(kept))


def _keep_new_secret(kept: Path) -> None:
    """Create the secret file atomically. If two processes start together the first one wins: a link never replaces a file."""
    draft = kept.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(SHORTEST_SECRET) + "\n")
    with suppress(FileExistsError):
        os.link(draft, kept)
    draft.unlink()


def own_folder(values: Mapping[str, str], above: Path) -> Path:
    """The default data folder. `above` is the folder that contains the package: a checkout keeps `data/` there. An installed
    Topmost keeps nothing next to its code.
    """
    if (above / "wsgi.py").is_file() and (above / "migrations").is_dir():
        return above / "data"
    home = values.get("XDG_DATA_HOME", "")
    if home.startswith("/"):  # The XDG specification ignores relative paths.
        return Path(home) / "topmost"
    try:
        return Path.home() / ".local" / "share" / "topmost"
    except RuntimeError:
        raise ConfigurationError("This account has no home folder. Set TOPMOST_DATA to a folder of its own.") from None


def _made(folder: Path) -> Path:
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise ConfigurationError(f"Cannot make {folder}: {problem.strerror}. Set TOPMOST_DATA.") from problem
    if new:
        sys.stderr.write(f"Topmost keeps its data in {folder}.\n")
    _close_to_others(folder)
    return folder


def _close_to_others(folder: Path) -> None:
    """Let only the owner read the secret, and also the folder if it holds nothing but Topmost's files."""
    kept = list(folder.iterdir())
    ours = all(file.name.startswith(("secret", "topmost.")) for file in kept)
    for path, mode in ((folder, 0o700 if ours else None), (folder / "secret", 0o600)):
        with suppress(OSError):  # The file is missing or has another owner: `topmost doctor` says so.
            if mode and path.stat().st_mode & 0o077:
                path.chmod(mode)


def _number(values: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    given = values.get(key) or str(default)
    if not (given.isascii() and given.isdecimal()) or not low <= int(given) <= high:
        raise ConfigurationError(f"{key} is {given!r}. Set it to a number from {low} to {high}.")
    return int(given)


def _switch(values: Mapping[str, str], key: str) -> bool:
    given = values.get(key) or "on"
    if given not in ("on", "off"):
        raise ConfigurationError(f"{key} is {given!r}. Set it to on or off.")
    return given == "on"


def _own_database(folder: Path) -> str:
    """The URL of the database in the data folder, escaped as needed."""
    file = URL.create("sqlite", database=str(_made(folder) / "topmost.sqlite3"))
    return file.render_as_string(hide_password=False)


def _database(given: str) -> str:
    """The URL itself if it is for a supported database; "" without one. Errors do not show it, since it may hold a password."""
    if not given:
        return ""
    try:
        url = make_url(given)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise _bad_database("it is no address") from None
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise _bad_database("Topmost does not know this database")
    if kind == "sqlite":
        if url.host or not url.database or url.database.startswith((":memory:", "file:")):
            raise _bad_database("it names no file")
        if "?" in given:
            raise _bad_database("a path has %3F for a question mark")
    return given


def _bad_database(why: str) -> ConfigurationError:
    return ConfigurationError(
        f"DATABASE_URL cannot be used: {why}. Use sqlite:////path/file or postgresql://user:password@host/name."
    )


def _address(given: str) -> str:
    """The address (scheme, host and optional path) without a slash at the end; "" without one. Errors do not show it, since it
    may hold a password.
    """
    if given and not _is_address(given):
        raise ConfigurationError(
            "TOPMOST_URL is not a scheme, a host and perhaps a path. Set it to an address such as https://queue.example.org or "
            "https://example.org/queue."
        )
    return given.rstrip("/")


def _is_address(given: str) -> bool:
    if any(not c.isprintable() or c.isspace() or c in "@?#\\" for c in given):
        return False
    try:
        parts = urlsplit(given)
        port_is_given = parts.port is not None or not parts.netloc.endswith(":")
    except ValueError:
        return False
    path = parts.path.rstrip("/")
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_given and bool(_PATH.fullmatch(path))
