"""All commands. Each file has one command or group."""

import click

from queue_app.cli.chores import chores
from queue_app.cli.cover import cover
from queue_app.cli.demo import demo
from queue_app.cli.doctor import doctor
from queue_app.cli.forecast.commands import forecasts
from queue_app.cli.import_look import look
from queue_app.cli.importing import imports
from queue_app.cli.person import people
from queue_app.cli.rebuild import rebuild
from queue_app.cli.team import team
from queue_app.cli.token import token
from queue_app.cli.upgrade import upgrade

imports.add_command(look)

COMMANDS: tuple[click.Command, ...] = (
    team,
    people,
    token,
    upgrade,
    rebuild,
    doctor,
    chores,
    demo,
    imports,
    cover,
    forecasts,
)
