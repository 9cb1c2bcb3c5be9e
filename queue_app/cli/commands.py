"""All commands, by name. A command's module is imported only when it is needed, because each process runs one command."""

from importlib import import_module

import click
from flask.cli import AppGroup

COMMANDS = {
    "serve": "server.serve:serve",
    "health": "server.health:health",
    "team": "team:team",
    "person": "person:people",
    "token": "token:token",
    "upgrade": "server.upgrade:upgrade",
    "backup": "server.backup:backup",
    "restore": "server.backup:restore",
    "notice": "server.notice:notice",
    "mail": "server.mail:mail",
    "oidc": "server.oidc:oidc",
    "rebuild": "server.rebuild:rebuild",
    "doctor": "server.doctor:doctor",
    "chores": "server.chores:chores",
    "demo": "demo:demo",
    "import": "import_file:imports",
    "export": "export:export",
    "cover": "cover:cover",
    "forecast": "forecast.commands:forecasts",
}
"""{name: (module in this folder, command in it)}. Each file has one command or group."""


class Commands(AppGroup):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which the help lists them."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
        return command
