"""A proxy whose X-Forwarded headers are not trusted is logged once. A trusted proxy, or no proxy, is not logged."""

import logging

import pytest

from config import ENVIRONMENTS
from queue_app.app import create_app

DIRECT, ONE, TWO = {}, {"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-For": "192.0.2.7, 10.0.0.3"}


@pytest.mark.parametrize(
    ("proxies", "sent", "logged"),
    [
        (0, DIRECT, 0),
        (0, ONE, 1),
        (0, {"Forwarded": "for=192.0.2.7"}, 1),
        (1, DIRECT, 0),
        (1, ONE, 0),
        (1, TWO, 0),
        (1, {"Forwarded": "for=192.0.2.7"}, 1),
        (2, ONE, 1),
        (2, TWO, 0),
    ],
)
def test_it_is_said_once_and_names_nobody(tmp_path, caplog, proxies, sent, logged):  # S5
    settings = {"TOPMOST_DATA": str(tmp_path), "TRUSTED_PROXIES": str(proxies)}
    client = create_app(ENVIRONMENTS["testing"](settings)).test_client()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert client.get("/livez", headers=sent).status_code == 200
    said = [record.getMessage() for record in caplog.records if record.name == "topmost.proxies"]
    assert len(said) == logged
    assert all(f"TRUSTED_PROXIES ({proxies})" in line and "192.0.2.7" not in line for line in said)
