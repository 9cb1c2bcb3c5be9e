"""The memory that deploy/compose.yaml gives a container is enough while several people send the largest images at once."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import pytest
from PIL import Image

from queue_app.domain.images import MOST_OF_A_JPEG, MOST_PIXELS
from release.play import Visit, play
from tests.house.source import ROOT

LIMIT = re.compile(r"^    mem_limit: (\d+)m\b", re.MULTILINE)
SIDE, JPEG_SIDE = int(MOST_PIXELS**0.5), int(MOST_OF_A_JPEG**0.5)
COSTLY = {
    "an alpha of its own": ("LA", SIDE, "PNG", {}),
    "one colour that is clear": ("RGB", SIDE, "PNG", {"transparency": (0, 0, 0)}),
    "a WebP without loss": ("RGBA", SIDE, "WEBP", {"lossless": True, "method": 0}),
    "a JPEG for print, in several scans": (
        "CMYK",
        JPEG_SIDE,
        "JPEG",
        {"progressive": True, "subsampling": 0, "quality": 20},
    ),
}
"""The image kinds that took the most memory of all that were tried: (mode, side, format, options)."""


def file_of(mode: str, side: int, form: str, how: dict[str, object]) -> bytes:
    into = BytesIO()
    with Image.new(mode, (side, side)) as image:
        image.save(into, form, **how)
    return into.getvalue()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Visit]]:
    """A new server, and a person whose team has an item."""
    environ = os.environ | {"TOPMOST_DATA": str(tmp_path), "PORT": "0", "PYTHONUNBUFFERED": "1"}
    log = tmp_path / "log"
    with (
        log.open("w") as out,
        subprocess.Popen([sys.executable, "wsgi.py"], cwd=ROOT, env=environ, stdout=out) as process,
    ):
        try:
            while not (link := re.search(r"http://\S+/set-up/\S+", log.read_text())):
                assert process.poll() is None
                time.sleep(0.05)
            visit = Visit(link[0])
            play(visit)
            visit.look("/teams/1/items/1")
            yield process, visit
        finally:
            process.kill()


def memory_of(pid: int) -> int:
    """The peak memory of the process, in MB."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1]) // 1024


def send(visit: Visit, content: bytes) -> int:
    """Send the image as the form of the item does. Returns the status."""
    border, csrf = token_hex(8), re.search(r'name="csrf_token" value="([^"]+)"', visit.page)[1]
    fields = {'"csrf_token"': csrf, '"key"': token_hex(8), '"image"; filename="a"': ""}
    parts = [
        f"--{border}\r\nContent-Disposition: form-data; name={name}\r\n\r\n{said}" for name, said in fields.items()
    ]
    body = "\r\n".join(parts).encode() + content + f"\r\n--{border}--\r\n".encode()
    headers = {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in visit.cookies)}
    headers |= {"Content-Type": f"multipart/form-data; boundary={border}", "Accept": "application/json"}
    with closing(HTTPConnection(urlsplit(visit.address).netloc, timeout=60)) as connection:
        connection.request("POST", "/teams/1/items/1/image", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def test_the_largest_images_at_once_fit_into_the_container(server: tuple[subprocess.Popen[str], Visit]) -> None:
    process, visit = server
    files = [file_of(*how) for how in COSTLY.values()]
    before = memory_of(process.pid)
    with ThreadPoolExecutor(3) as people:
        statuses = list(people.map(lambda content: send(visit, content), [*files, *files]))
    assert set(statuses) == {200}, "each was drawn"
    limit = int(LIMIT.search((ROOT / "deploy" / "compose.yaml").read_text())[1])
    peak = memory_of(process.pid)
    sys.stdout.write(f"{before} MB before, at most {peak} MB of {limit}\n")
    assert before + 300 < peak < limit * 0.8
