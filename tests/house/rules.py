"""The project's own code rules, beyond those of ruff. Each takes the AST nodes of a file and yields the lines that break it."""

import ast
import re
import sys
from collections.abc import Callable, Iterator

Nodes = list[ast.AST]
Lines = Iterator[int]

_SQL = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|PRAGMA|SET)\b")


def naive_time(nodes: Nodes) -> Lines:
    """Every moment has a time zone: no utcnow, no now() or fromtimestamp() without a zone."""
    for call in _calls(nodes):
        name = _name(call.func)
        if name.endswith(("datetime.utcnow", "datetime.utcfromtimestamp", "date.today")):
            yield call.lineno
        if name.endswith("datetime.now") and not (call.args or call.keywords):
            yield call.lineno
        if name.endswith("datetime.fromtimestamp") and len(call.args) + len(call.keywords) < 2:
            yield call.lineno


def commit(nodes: Nodes) -> Lines:
    """Only usecases/transaction.py commits."""
    yield from (call.lineno for call in _calls(nodes) if _name(call.func).endswith(".commit"))


def assembled_sql(nodes: Nodes) -> Lines:
    """No SQL is built with an f-string, format, % or + from anything but constants of the module."""
    for node in nodes:
        start, inserted = _assembled(node)
        if _is_sql(start) and not all(_is_constant_name(value) for value in inserted):
            yield node.lineno


def redirect_to_what_was_sent(nodes: Nodes) -> Lines:
    """No redirect to an address from the request, except through the one check for `next`."""
    for call in _calls(nodes):
        if _name(call.func).split(".")[-1] == "redirect" and any(_mentions_request(part) for part in call.args):
            yield call.lineno


def bare_id(nodes: Nodes) -> Lines:
    """No object is loaded only by its id: no session.get, no query.get."""
    endings = ("session.get", "query.get", "get_or_404", "first_or_404")
    yield from (call.lineno for call in _calls(nodes) if _name(call.func).endswith(endings))


def calls_out(nodes: Nodes) -> Lines:
    """No outgoing connections: no HTTP client, no mail."""
    outside = {
        "urllib.request",
        "http.client",
        "smtplib",
        "ftplib",
        "requests",
        "authlib.integrations.requests_client",
        "httpx",
        "urllib3",
        "aiohttp",
    }
    for node in nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        if outside & set(names):
            yield node.lineno


def assembled_message(nodes: Nodes) -> Lines:
    """A message is one literal text: not assembled from parts, and not formatted before it is translated."""
    for call in _calls(nodes):
        name = _name(call.func)
        if name in ("N_", "nN_") and not all(isinstance(part, ast.Constant) for part in call.args):
            yield call.lineno
        if name in ("_", "gettext", "ngettext", "InputError") and any(_assembled(part)[0] for part in call.args):
            yield call.lineno
        filled = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "format" else None
        if isinstance(filled, ast.Call) and _name(filled.func) in ("N_", "nN_"):
            yield call.lineno


def only_the_standard_library(nodes: Nodes) -> Lines:
    """The domain imports only pure parts of the standard library, numpy without random numbers, and itself. It uses no clock,
    random numbers, files or environment."""
    world = {"os", "sys", "io", "random", "secrets", "time", "socket", "threading", "subprocess", "pathlib", "sqlite3"}
    for node in nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            first = name.split(".")[0]
            known = first in sys.stdlib_module_names - world or (first == "numpy" and name != "numpy.random")
            if not known and not name.startswith("queue_app.domain"):
                yield node.lineno


RULES: dict[Callable[[Nodes], Lines], str] = {
    naive_time: "*",
    commit: "*",
    assembled_sql: "*",
    redirect_to_what_was_sent: "queue_app/web/*",
    bare_id: "*",
    calls_out: "*",
    assembled_message: "queue_app/*",
    only_the_standard_library: "queue_app/domain/*",
}
"""{rule: the files it applies to}."""

EXCEPTIONS = {
    (calls_out, "queue_app/web/shipped/topmost.py"): "the client, which runs at the agent's",
    (calls_out, "queue_app/web/shipped/client.py"): "the client to read and start from, which runs elsewhere",
    (commit, "queue_app/usecases/transaction.py"): "the one commit",
    (assembled_sql, "queue_app/store/tables/day_sum.py"): "triggers, of the names of columns alone",
    (assembled_sql, "queue_app/store/db/migrate.py"): "the names of its own triggers",
    (assembled_sql, "migrations/versions/2026_11_30_day_sums.py"): "the names of its own triggers and columns",
    (calls_out, "queue_app/cli/server/health.py"): "asks the server that runs with these settings",
    (calls_out, "queue_app/service/oidc/provider.py"): "asks the identity provider of OIDC_DISCOVERY",
    (calls_out, "queue_app/service/mail/mail_server.py"): "hands letters to the mail server of SMTP_URL",
}


def _calls(nodes: Nodes) -> Iterator[ast.Call]:
    return (node for node in nodes if isinstance(node, ast.Call))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return f"{_name(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _assembled(node: ast.AST) -> tuple[ast.expr | None, list[ast.expr]]:
    """The start of an assembled text, and the inserted parts."""
    match node:
        case ast.JoinedStr():
            return node.values[0], [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return node.left, [node.right]
        case ast.Call(func=ast.Attribute(attr="format")):
            return node.func.value, [*node.args, *(keyword.value for keyword in node.keywords)]
    return None, []


def _is_sql(text: ast.expr | None) -> bool:
    return isinstance(text, ast.Constant) and isinstance(text.value, str) and bool(_SQL.match(text.value))


def _is_constant_name(value: ast.expr) -> bool:
    """LIKE_THIS or module._LIKE_THIS: a constant in the code, which no client can set."""
    name = _name(value).split(".")[-1].lstrip("_")
    return bool(name) and name == name.upper()


def _mentions_request(argument: ast.expr) -> bool:
    """Whether `request` is used without a check by one of our functions, such as `own_path(request.args["next"])`."""
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name):
        return False
    if isinstance(argument, ast.Name):
        return argument.id == "request"
    return any(_mentions_request(part) for part in ast.iter_child_nodes(argument) if isinstance(part, ast.expr))
