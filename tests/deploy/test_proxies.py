"""The proxies of deploy/ in front of the real server: TLS, a path, large files, and which client wrong passwords count for."""

import http.client
import re
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import HTTPSHandler

import pytest

from release.play import Visit, free_port, play
from tests.house.source import ROOT
from tests.parts import program

pytestmark = pytest.mark.proxies
DEPLOY = ROOT / "deploy"
AWAY = "127.0.0.9"
"""The address of a client. The proxy itself is 127.0.0.1."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)
    return folder


def nginx(port, upstream, certificate, folder):
    """The server of deploy/nginx.conf inside the settings of Debian's nginx.conf, with the ports of this test."""
    server = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("server_name example.org", "server_name localhost"),
        ("/etc/ssl/certs/example.org.pem", f"{certificate}/cert.pem"),
        ("/etc/ssl/private/example.org.key", f"{certificate}/key.pem"),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
    ):
        assert old in server
        server = server.replace(old, new)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    around = [f"{kind}_temp_path {folder}/{kind};" for kind in temporary] + ["gzip on; access_log off;"]
    main = f"daemon off; master_process off; pid {folder}/pid; error_log stderr; events {{}}"
    (folder / "nginx.conf").write_text("\n".join([main, "http {", *around, server, "}", ""]))
    return [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(port, upstream, certificate, folder):
    """The site of deploy/Caddyfile with our certificate."""
    site = (DEPLOY / "Caddyfile").read_text()
    for old, new in (
        ("example.org {", f"https://localhost:{port} {{\n\ttls {certificate}/cert.pem {certificate}/key.pem"),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
    ):
        assert old in site
        site = site.replace(old, new)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site)
    return [program("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def running(command, folder, port, **environ):
    """A program that listens on the port. Yields the file with its output."""
    log = folder / f"{Path(command[0]).name}.log"
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=home | environ, stdout=out, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + 90
            while True:
                assert process.poll() is None, log.read_text()
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.02)
            yield log
        finally:
            process.terminate()
            process.wait(timeout=20)


class Site:
    """Topmost behind a proxy, as a browser reaches it."""

    def __init__(self, port, certificate, log):
        self.port, self.log, self.first = port, log, None
        self.tls = ssl.create_default_context(cafile=str(certificate / "cert.pem"))

    @property
    def set_up_link(self):
        found = None
        while not (found := re.search(r"https://\S+/set-up/\S+", self.log.read_text())):
            time.sleep(0.02)
        return found[0]

    def visit(self, address):
        return Visit(address, HTTPSHandler(context=self.tls))

    def ask(self, method, path, body=None, source="127.0.0.1", **headers):
        connection = http.client.HTTPSConnection(
            "localhost", self.port, context=self.tls, timeout=20, source_address=(source, 0)
        )
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def first_event(self, cookie):
        """What a stream says first, as long as it is open: a proxy that collects would say it after 25 s."""
        began = time.monotonic()
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.tls, timeout=5)
        try:
            connection.request("GET", "/queue/teams/1/live", headers={"Cookie": cookie})
            answer = connection.getresponse()
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            line = next(line for line in answer if line.startswith(b"data:"))
            assert time.monotonic() - began < 5
            return line
        finally:
            connection.close()


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda proxy: proxy.__name__)
def site(request, certificate, tmp_path_factory):
    folder, port, upstream = tmp_path_factory.mktemp("site"), int(free_port()), int(free_port())
    environ = {
        "TOPMOST_DATA": str(folder / "data"),
        "TOPMOST_URL": f"https://localhost:{port}/queue",
        "TRUSTED_PROXIES": "1",
        "PORT": str(upstream),
        "PYTHONUNBUFFERED": "1",
    }
    with (
        running([sys.executable, "-m", "queue_app", "serve"], folder, upstream, **environ) as log,
        running(request.param(port, upstream, certificate, folder), folder, port),
    ):
        made = Site(port, certificate, log)
        made.first = made.visit(made.set_up_link)
        play(made.first)  # Every test finds a team, in any order of the tests.
        yield made


def test_first_run_to_first_pull(site):
    visit = site.first
    assert visit.address.startswith(f"https://localhost:{site.port}/queue/teams/1")
    session = next(cookie for cookie in visit.cookies if cookie.name == "__Secure-topmost")
    assert (session.path, session.secure) == ("/queue", True)
    assert site.first_event(f"{session.name}={session.value}").startswith(b"data: 1.")


@pytest.mark.parametrize(
    ("path", "status"), [("/queue", 401), ("/queue/", 401), ("/queue/none", 404), ("/queue/livez", 200)]
)
def test_what_is_below_the_path_is_answered(site, path, status):
    answer, _ = site.ask("GET", path)
    assert answer.status == status


@pytest.mark.parametrize("path", ["/", "/sign-in", "/queues", "/livez"])
def test_the_rest_of_the_host_belongs_to_others(site, path):
    answer, body = site.ask("GET", path)
    assert answer.status in (200, 404)  # Caddy's empty answer, or nginx's own page.
    assert b"Topmost" not in body


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_old_versions_of_tls_are_refused(site):
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", site.port), timeout=20) as plain,
        pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"),
    ):
        old.wrap_socket(plain)


def test_a_wrong_password_is_counted_for_the_client_and_not_for_the_proxy(site):  # X6
    page = site.visit(f"https://localhost:{site.port}/queue/sign-in")
    page.look(page.address)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.page)[1]
    cookie = "; ".join(f"{each.name}={each.value}" for each in page.cookies)
    body = f"csrf_token={token}&email=nobody@tigers.example&password=wrong"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": "192.0.2.66"}
    answer, _ = site.ask("POST", "/queue/sign-in", body, AWAY, Referer=page.address, **headers)
    assert answer.status == 401
    line = next(line for line in site.log.read_text().splitlines() if "security" in line and AWAY in line)
    assert "192.0.2.66" not in line


def test_a_page_is_compressed_by_topmost_alone(site):
    """Which leaves it where an address has a query: it could repeat what an attacker chose."""
    for query, encoding in (("", "gzip"), ("?next=/queue/account", None)):
        answer, _ = site.ask("GET", f"/queue/sign-in{query}", **{"Accept-Encoding": "gzip"})
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, encoding)


def test_a_body_that_is_too_large_is_refused_by_topmost(site):
    answer, body = site.ask("POST", "/queue/sign-in", b"x" * 1_500_000)
    assert answer.status == 413
    assert b'href="/queue/"' in body
