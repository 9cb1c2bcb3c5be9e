"""A day of agents and people on a real server. Gangs and the server are killed and restarted, and everything is recorded."""

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update

from bench.measure import cpu_seconds
from queue_app.domain.team.rights import Role
from queue_app.store.agents.stints import AGENT_ON_IT
from queue_app.store.tables import AGENT_STINT, EVENT, ITEM, TOKEN
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast
from tests.faults.served import Served, team_tokens
from tests.stress.crowd.record import Happened, Record, Sample
from tests.usecases.agents.robots import robot

GANG = Path(__file__).parent / "gang.py"
SILENCE = 2
"""In minutes. The shortest value that a team may set."""


@dataclass(frozen=True)
class Size:
    """The size of a day. `glance`: seconds between two looks of a person; `refused`: seconds of pause after a refused pull."""

    agents: int
    people: int
    gangs: int
    limit: int
    at_once: int
    pulls: int
    glance: float
    refused: float
    silence: float = 1.0
    between: int = 400
    """The number of pulls between two kills."""

    minutes: float = 10.0
    """The day ends after this time even if a slow machine has done less."""


@dataclass
class Crowd:
    """The gangs and their server."""

    served: Served
    cast: Cast
    size: Size
    folder: Path
    record: Record = field(init=False)
    gangs: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    """The CPU seconds of the server's processes."""

    pulled: int = 0
    counted: int = 0
    """`pulled` is the number of pulls up to the event number `counted`."""

    def __post_init__(self) -> None:
        self.record = Record(self.size.limit, self.size.at_once, SILENCE * 60.0)
        self.dice = random.Random(self.size.agents)
        self.over = threading.Event()
        self.cast.now = utc_now()
        self.cast.do(set_limit, limit=self.size.limit, reason="So many.")
        self.cast.do(set_agents, at_once=self.size.at_once, agent_silence=SILENCE, agents_finish=True)
        self.cast.do(add, titles=[f"Item {n}" for n in range(40)])
        self.tokens = {name: robot(self.cast, self.cast.bob, name) for name in self._names()}
        people = team_tokens(self.cast, self.size.people, Role.MANAGER)
        self.people = {f"person {n}": secret for n, secret in enumerate(people)}

    def _names(self) -> list[str]:
        return [f"agent {n}" for n in range(self.size.agents)]

    def live(self) -> Record:
        """Run the day until enough items were pulled."""
        sampler = threading.Thread(target=self._sample)
        sampler.start()
        began = time.monotonic()
        try:
            self._work()
        finally:
            self.seconds = time.monotonic() - began
            self.cpu += cpu_seconds(self.served.process.pid)
            self.over.set()
            sampler.join()
            for gang in self.gangs:
                _kill(gang)
        for log in sorted(self.folder.glob("*.log")):
            self.record.read(log.read_text(encoding="utf-8", errors="replace").splitlines())
        with self.cast.doors.reading() as conn:
            self.record.happened = _history(conn, self.cast.team)
        return self.record

    def _work(self) -> None:
        self.gangs = [self._gang(n) for n in range(self.size.gangs)] + [self._gang(None)]
        until = time.monotonic() + self.size.minutes * 60
        while (pulls := self._pulls()) < self.size.pulls and time.monotonic() < until:
            time.sleep(0.1)
            self._all_live()
            if pulls >= (self.kills + 1) * self.size.between:
                self._kill_some()

    def _all_live(self) -> None:
        ended = [gang.returncode for gang in self.gangs if gang.poll() is not None]
        assert self.served.process.poll() is None, "somebody else ended the server"
        assert not ended, [path.read_text() for path in self.folder.glob("*.failed")]

    def _kill_some(self) -> None:
        """Kill a gang and the server during their work. When the gang comes back, its agents count as silent."""
        which = self.dice.randrange(self.size.gangs)
        _kill(self.gangs[which])
        self.cpu += cpu_seconds(self.served.process.pid)
        self.served.kill()
        self.served.start()
        moment = time.time()
        names = self._names()[which :: self.size.gangs]
        in_transaction(self.cast.doors, self._age, names=names)
        self.record.aged += [(name, moment, SILENCE * 60.0 + 61) for name in names]
        time.sleep(self.size.silence)
        self.gangs[which] = self._gang(which)
        self.kills += 1

    def _age(self, conn: Connection, names: list[str]) -> None:
        """Date the calls of these agents back, as if the time of silence had passed."""
        older = utc_now() - timedelta(seconds=SILENCE * 60 + 61)
        ids = [self.tokens[name].token for name in names]
        conn.execute(update(AGENT_STINT).where(AGENT_STINT.c.token_id.in_(ids)).values(joined_at=older, seen_at=older))
        conn.execute(update(TOKEN).where(TOKEN.c.id.in_(ids)).values(last_used_at=older))

    def _gang(self, which: int | None) -> subprocess.Popen[bytes]:
        """Start a gang of agents, or the people if None."""
        names = [] if which is None else self._names()[which :: self.size.gangs]
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{which}.json"
        plan: dict[str, Any] = {
            "netloc": self.served.netloc,
            "team": self.cast.team,
            "log": str(path.with_suffix(".log")),
        }
        plan |= {"glance": self.size.glance, "refused": self.size.refused, "silence": self.size.silence, "stock": 40}
        plan["agents"] = {name: self.tokens[name].secret for name in names}
        plan["people"] = self.people if which is None else {}
        path.write_text(json.dumps(plan))
        return subprocess.Popen([sys.executable, str(GANG), str(path)])

    def _pulls(self) -> int:
        """The number of pulls. Counts only new events, because a long day has very many."""
        of_team = EVENT.c.team_id == self.cast.team
        new = select(func.max(EVENT.c.seq), func.count(EVENT.c.seq).filter(EVENT.c.kind == "pulled"))
        with self.cast.doors.reading() as conn:
            last, pulls = conn.execute(new.where(of_team, EVENT.c.seq > self.counted)).one()
        self.counted, self.pulled = last or self.counted, self.pulled + pulls
        return self.pulled

    def _sample(self) -> None:
        while not self.over.wait(0.02):
            with self.cast.doors.reading() as conn:
                self.record.samples.append(_sample(conn, self.cast.team))


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


_HOLDERS = (
    select(ITEM.c.number, TOKEN.c.name)
    .select_from(AGENT_STINT.join(ITEM, AGENT_ON_IT))
    .join(TOKEN, TOKEN.c.id == AGENT_STINT.c.token_id)
)
_RUNNING = select(func.count(ITEM.c.slot), func.count(ITEM.c.agent_slot))


def _sample(conn: Connection, team: int) -> Sample:
    running, of_agents = conn.execute(_RUNNING.where(ITEM.c.team_id == team)).one()
    holders: dict[int, tuple[str, ...]] = {}
    for item, name in conn.execute(_HOLDERS.where(ITEM.c.team_id == team)):
        holders[item] = (*holders.get(item, ()), name)
    return Sample(holders, running, of_agents)


def _history(conn: Connection, team: int) -> list[Happened]:
    rows = conn.execute(select(ITEM.c.id, ITEM.c.number).where(ITEM.c.team_id == team))
    numbers = {row.id: row.number for row in rows}
    events = select(EVENT).where(EVENT.c.team_id == team).order_by(EVENT.c.seq)
    return [
        Happened(
            row["seq"],
            row["at"].timestamp(),
            row["kind"],
            tuple(numbers[item["id"]] for item in row["data"].get("items", ())),
            row["data"].get("agent"),
        )
        for row in conn.execute(events).mappings()
    ]
