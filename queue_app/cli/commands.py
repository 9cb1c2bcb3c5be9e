"""All commands. Each file has one command or group."""

import click

from queue_app.cli.cover import cover
from queue_app.cli.demo import demo
from queue_app.cli.export import export
from queue_app.cli.forecast.commands import forecasts
from queue_app.cli.import_file import import_file
from queue_app.cli.import_look import look
from queue_app.cli.importing import imports
from queue_app.cli.person import people
from queue_app.cli.server.backup import backup, restore
from queue_app.cli.server.chores import chores
from queue_app.cli.server.doctor import doctor
from queue_app.cli.server.health import health
from queue_app.cli.server.mail import mail
from queue_app.cli.server.notice import notice
from queue_app.cli.server.oidc import oidc
from queue_app.cli.server.rebuild import rebuild
from queue_app.cli.server.serve import serve
from queue_app.cli.server.upgrade import upgrade
from queue_app.cli.team import team
from queue_app.cli.token import token

imports.add_command(look)
imports.add_command(import_file)

COMMANDS: tuple[click.Command, ...] = (
    serve,
    health,
    team,
    people,
    token,
    upgrade,
    backup,
    restore,
    notice,
    mail,
    oidc,
    rebuild,
    doctor,
    chores,
    demo,
    imports,
    export,
    cover,
    forecasts,
)
