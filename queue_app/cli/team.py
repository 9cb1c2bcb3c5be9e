"""`topmost team`: create a team, and set what agents may do in it."""

from typing import Any

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import team_number, with_refusals
from queue_app.domain import inputs
from queue_app.domain.agents.slots import MOST
from queue_app.domain.queue.limit import LARGEST, SMALLEST
from queue_app.service.process.database import doors
from queue_app.usecases.agents.settings import FINISHERS, LONGEST_SILENCE, SHORTEST_SILENCE, set_agents
from queue_app.usecases.sign_in.links import create_team
from queue_app.usecases.team.settings import zone
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor

team = AppGroup("team", help="Teams.")


@team.command("create")
@click.argument("name")
@click.option("--wip-limit", default=3, show_default=True, type=click.IntRange(SMALLEST, LARGEST))
@click.option("--time-zone", default="UTC", show_default=True, metavar="ZONE", help="Such as Europe/Vienna.")
@with_refusals
def create(name: str, wip_limit: int, time_zone: str) -> None:
    """Make an empty team and print its number."""
    clean = inputs.line("name", name, inputs.NAME)
    where = zone("time-zone", time_zone)
    click.echo(
        in_transaction(doors(), create_team, person=None, name=clean, zone=where, limit=wip_limit, now=utc_now())
    )


@team.command("set")
@click.argument("named", metavar="TEAM")
@click.option("--agents-at-once", type=click.IntRange(0, MOST), help="How many items agents may have at once.")
@click.option("--agent-silence", type=click.IntRange(SHORTEST_SILENCE, LONGEST_SILENCE), help="In minutes.")
@click.option("--who-finishes", type=click.Choice(list(FINISHERS)), help="Whether agents finish items too.")
@with_refusals
def change(named: str, agents_at_once: int | None, agent_silence: int | None, who_finishes: str | None) -> None:
    """Set what agents may do in a team, by its number or name. Prints what changed."""
    finish = None if who_finishes is None else who_finishes == "agents"
    wanted: dict[str, Any] = {"at_once": agents_at_once, "agent_silence": agent_silence, "agents_finish": finish}
    outcome = run(doors(), set_agents, Actor(team_number(named), None), **wanted)
    click.echo(", ".join(name.replace("_", " ") for name in outcome.result["changed"]) or "nothing changed")
