"""`make ha`: two servers and eight movers on three PostgreSQL nodes. The machine of the leader is lost five times.

Patroni, etcd and HAProxy manage PostgreSQL. Topmost only gets one address or three. Needs Debian packages, and names the missing
ones. Needs no root: as root it starts the programs as `nobody`. Takes three minutes.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from ha.cluster import Cluster, missing_packages
from ha.judge import Outage, faults, longest_outage
from ha.movers import Movers
from ha.servers import Servers
from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.migrate import upgrade
from tests.cast import make_cast
from tests.faults.served import team_tokens

KILLS, MOVERS, WAITING = 5, 8, 200
BETWEEN_SECONDS = 3
MOST_SECONDS = 10
"""How long people may get 503 after the leader was lost."""


def main() -> int:
    """Run the test. Returns the exit code, 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(prog="make ha", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how often the leader is lost (default {KILLS})")
    kills = parser.parse_args().kills
    if packages := missing_packages():
        print(f"Missing: {', '.join(packages)}. Debian: apt-get install --no-install-recommends {' '.join(packages)}")
        return 2
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="topmost-ha-")))
        cluster = Cluster(folder)
        stack.callback(cluster.end)
        cluster.start()
        print(f"Three nodes run; {cluster.leader().name} leads, {cluster.standby()} has every commit.", flush=True)
        return _killed(stack, cluster, folder, kills)


def _killed(stack: ExitStack, cluster: Cluster, folder: Path, kills: int) -> int:
    upgrade(cluster.three_addresses)
    doors = Doors(open_engine(cluster.three_addresses))
    stack.callback(doors.engine.dispose)
    cast = make_cast(doors)
    cast.add(*(f"Waiting {n}" for n in range(WAITING)))
    servers = Servers(folder, (cluster.one_address, cluster.three_addresses), cluster.server_ports)
    stack.callback(servers.end)
    servers.start()
    movers = Movers(cluster.front, cast.team, team_tokens(cast, MOVERS, Role.MANAGER), WAITING)
    movers.start()
    outages = [_lost(cluster, movers) for _ in range(kills)]
    time.sleep(BETWEEN_SECONDS)
    movers.end()
    wrong = [*faults(doors, cast.team, movers.calls, WAITING), *servers.faults()]
    wrong += [f"{each.seconds:.1f} s without an answer" for each in outages if each.seconds > MOST_SECONDS]
    _tell(movers, outages, wrong)
    return 1 if wrong else 0


def _lost(cluster: Cluster, movers: Movers) -> Outage:
    """Kill the leader's machine, wait for a new leader, and start the machine again."""
    time.sleep(BETWEEN_SECONDS)
    leader, at = cluster.leader(), time.monotonic()
    leader.kill()
    after = cluster.leader(other_than=leader)
    took = time.monotonic() - at
    leader.start()
    cluster.wait_until_whole()
    outage = longest_outage(movers.calls, at)
    print(
        f"{leader.name} was killed: {after.name} led after {took:.1f} s; the longest wait for an answer was "
        f"{outage.seconds:.1f} s, with {outage.refused} answers 503 in all.",
        flush=True,
    )
    return outage


def _tell(movers: Movers, outages: list[Outage], wrong: list[str]) -> None:
    done = sum(call.done for call in movers.calls)
    worst = max(outage.seconds for outage in outages)
    print(f"{done:,} writes were acknowledged to {MOVERS} movers. The longest wait was {worst:.1f} s.")
    print("\n".join(wrong) if wrong else "None was lost, none was done twice, nobody had to start anything.")


if __name__ == "__main__":
    sys.exit(main())
