"""`/metrics` for Prometheus: the counters of the processes, and the open work in the database.

Only for this machine, or with METRICS_TOKEN as a bearer token. A request through a proxy does not count as from this machine.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from queue_app import __version__
from queue_app.domain.errors import NotFound
from queue_app.service.http.access import anybody
from queue_app.service.process.database import doors
from queue_app.service.reports.metrics import metrics
from queue_app.service.reports.restarts import unexpected_restarts
from queue_app.store.chores import last_runs
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.mail import outbox
from queue_app.store.mail.outbox import WaitingLetters
from queue_app.store.queue.numbers import TeamNumbers, team_numbers
from queue_app.usecases.transaction import utc_now

scrape = Blueprint("metrics", __name__)
_THIS_MACHINE = ("127.0.0.1", "::1")
_THROUGH_A_PROXY = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@scrape.get("/metrics")
@anybody
def show() -> Response:
    """All metrics in the text format of Prometheus. Others get a 404."""
    if not _may_read():
        raise NotFound
    state = CollectorRegistry()
    state.register(_Installation(_restarts()))
    state.register(_facts(utc_now()))
    return Response(generate_latest(metrics().registry()) + generate_latest(state), content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    token = current_app.config["METRICS_TOKEN"]
    sent = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        return True
    return request.remote_addr in _THIS_MACHINE and not any(name in request.headers for name in _THROUGH_A_PROXY)


def _facts(now: datetime) -> Collector:
    """The collector of the database's numbers. Without a database there are still counters, which are needed most then."""
    try:
        with doors().reading() as conn:
            letters = _Letters(outbox.waiting(conn, now), outbox.how_many_given_up(conn))
            return _Facts(list(team_numbers(conn)), last_runs(conn), letters, now)
    except (SQLAlchemyError, DatabaseBusy):
        return _NoFacts()


def _restarts() -> int:
    return unexpected_restarts(Path(current_app.config["TOPMOST_DATA"]))


class _Installation(Collector):
    """Metrics that need no database."""

    def __init__(self, restarts: int) -> None:
        self._restarts = restarts

    def collect(self) -> Iterator[Metric]:
        """Every family with its samples."""
        about = GaugeMetricFamily("topmost_version", "The version, as a label.", labels=("version",))
        about.add_metric([__version__], 1)
        yield about
        words = "Starts that followed no clean stop."
        yield CounterMetricFamily("topmost_unexpected_restarts", words, value=self._restarts)


def _database_up(value: int) -> Metric:
    return GaugeMetricFamily("topmost_database_up", "Whether the database answers.", value=value)


class _NoFacts(Collector):
    """The database does not answer."""

    def collect(self) -> Iterator[Metric]:
        """One sample: the database is away."""
        yield _database_up(0)


@dataclass(frozen=True, slots=True)
class _Letters:
    """The numbers of the outbox."""

    waiting: WaitingLetters
    given_up: int


class _Facts(Collector):
    """Numbers read from the database at the time of the request."""

    def __init__(self, work: list[TeamNumbers], runs: dict[str, datetime], letters: "_Letters", now: datetime) -> None:
        self._work, self._runs, self._letters, self._now = work, runs, letters, now

    def collect(self) -> Iterator[Metric]:
        """Every family with its samples."""
        yield _database_up(1)
        chores = GaugeMetricFamily("topmost_chore_time_seconds", "When a chore ran last.", labels=("chore",))
        for kind, at in self._runs.items():
            chores.add_metric([kind], at.timestamp())
        yield chores
        yield from self._outbox()
        for name, words, value in (
            ("topmost_waiting", "Waiting items.", lambda work: work.waiting),
            ("topmost_running", "Items in progress.", lambda work: work.running),
            ("topmost_limit", "The WIP limit.", lambda work: work.limit),
            ("topmost_blocked", "Blocked items.", lambda work: work.blocked),
            (
                "topmost_oldest_seconds",
                "Age of the oldest item in progress.",
                lambda work: self._age(work.oldest_start),
            ),
            ("topmost_blocked_seconds", "Age of the oldest block.", lambda work: self._age(work.oldest_block)),
        ):
            family = GaugeMetricFamily(name, words, labels=("team",))
            for work in self._work:
                family.add_metric([str(work.team)], value(work))
            yield family

    def _outbox(self) -> Iterator[Metric]:
        counts = GaugeMetricFamily("topmost_outbox_letters", "Letters that wait, or were given up.", labels=("state",))
        counts.add_metric(["waiting"], self._letters.waiting.count)
        counts.add_metric(["given_up"], self._letters.given_up)
        yield counts
        age = self._age(self._letters.waiting.since)
        yield GaugeMetricFamily("topmost_outbox_oldest_seconds", "Age of the oldest letter that waits.", value=age)

    def _age(self, since: datetime | None) -> float:
        return (self._now - since).total_seconds() if since else 0.0
