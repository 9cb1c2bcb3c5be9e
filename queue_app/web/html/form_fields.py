"""The inputs of every form: those of the actions, and those of forms that are not an action of a team."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from queue_app.domain import inputs
from queue_app.domain.cover import declarations
from queue_app.domain.errors import N_
from queue_app.domain.importing.items import ADD, WIP
from queue_app.domain.importing.looking.kinds import KINDS
from queue_app.domain.queue import limit
from queue_app.service.http.catalogue import LOCALES
from queue_app.usecases import fields
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.fields import Field
from queue_app.usecases.images.add import ADD_IMAGE
from queue_app.usecases.sign_in import password_rule, tokens
from queue_app.usecases.team import joining, members, page_links, settings

TEAM = fields.line("team", inputs.NAME, N_("Team"), required=True, autocomplete="organization")
PEOPLE = fields.number("people", N_("How many people?"), limit.SMALLEST, limit.LARGEST, required=True)
NAME = fields.line("name", inputs.NAME, N_("Your name"), required=True, autocomplete="name")
NEW_NAME = replace(NAME, hint=N_("Your team reads it. Two people of a team cannot have the same name."))
LANGUAGE = fields.choice(
    "language", {name: str(locale.get_language_name(name)) for name, locale in LOCALES.items()}, N_("Language")
)
THEME = fields.choice("theme", {"light": N_("Light"), "dark": N_("Dark")}, N_("Theme"))
DENSITY = fields.choice("density", {"comfortable": N_("Comfortable")}, N_("Rows of lists"))
KEYS = fields.choice("keys", {"off": N_("Off")}, N_("Single keys such as P for Pull"))
DISPLAY = (LANGUAGE, THEME, DENSITY, KEYS)
_SCOPES = {"read": N_("read"), "work": N_("work"), "manage": N_("manage"), "agent": N_("pull as an agent")}
TOKEN = (
    fields.line("name", inputs.NAME, N_("New token for"), required=True),
    fields.number("team", N_("Team"), required=True),
    fields.choice("scope", _SCOPES, N_("May"), required=True),
    fields.number("days", N_("For"), 1, tokens.DAYS[-1], required=True),
)
END_TOKENS = fields.flag("tokens", N_("Also revoke my tokens"))
_ZONE = fields.line("zone", inputs.ZONE, N_("Time zone"), required=True)
_EMAIL = fields.line("email", inputs.EMAIL, N_("E-mail"), required=True, type="email", autocomplete="username")

NEW_EMAIL = replace(_EMAIL, prompt=N_("New e-mail"), autocomplete="email")

_PASSWORD = Field("password", "line", N_("Password"), True, type="password", autocomplete="current-password")
_NEW_PASSWORD = replace(
    _PASSWORD,
    least=password_rule.SHORTEST,
    most=password_rule.LONGEST,
    hint=N_("12 characters or more. A sentence is fine."),
    autocomplete="new-password",
)

_CURRENT_PASSWORD = replace(_PASSWORD, name="old", prompt=N_("Current password"))

_CODE = fields.line("code", 40, N_("Code"), required=True, autocomplete="one-time-code")


def _file(prompt: str, hint: str) -> Field:
    return Field("file", "line", prompt, True, hint=hint, type="file")


_IMAGE = replace(_file(N_("Image"), N_("PNG, JPEG, GIF or WebP, at most 10 MB.")), name="image")


_FORMS: dict[tuple[str, str], tuple[Field, ...]] = {
    **{(action.on, action.verb): action.fields for action in ACTIONS.values()},
    **{
        (action.on, action.verb): action.fields
        for action in (joining.INVITE, settings.CHANGE_SETTINGS, page_links.SHARE, members.SET_ROLE)
    },
    ("sign_in", "come_in"): (_EMAIL, _PASSWORD),
    ("code", "type_code"): (replace(_CODE, hint=N_("Six digits of your authenticator app, or a recovery code.")),),
    ("second_step", "begin"): (_CURRENT_PASSWORD,),
    ("second_step", "confirm"): (replace(_CODE, hint=N_("Six digits, new every half minute.")),),
    ("second_step", "turn_off"): (_CURRENT_PASSWORD, _CODE),
    ("join", "accept"): (NAME, _EMAIL, _NEW_PASSWORD),
    ("first_run", "make"): (TEAM, PEOPLE, _ZONE, NAME, _EMAIL, _NEW_PASSWORD),
    ("home", "create_team"): (TEAM, PEOPLE, _ZONE),
    ("account", "password"): (
        _CURRENT_PASSWORD,
        replace(_NEW_PASSWORD, prompt=N_("New password"), hint=""),
        END_TOKENS,
    ),
    ("account", "name"): (NEW_NAME,),
    ("account", "display"): DISPLAY,
    ("account", "email"): (NEW_EMAIL, _CURRENT_PASSWORD),
    ("account", "make_token"): (*TOKEN, _CURRENT_PASSWORD),
    ("cover", "says"): (fields.choice("area", declarations.KINDS),),
    ("cover", "away"): (fields.day("first", N_("From")), fields.day("last", N_("To"))),
    ("flow", "show"): (fields.day("from", N_("From"), required=True), fields.day("to", N_("To"), required=True)),
    ("forecast", "show"): (
        fields.number("item", N_("Item")),
        fields.line("q", inputs.SEARCH, hint=N_("Words from its title, or its number."), type="search"),
        fields.number("items", N_("How many items")),
        fields.number("place", N_("Position")),
        fields.day("by", N_("By the end of"), required=True),
    ),
    ("item", "image"): (_IMAGE, *ADD_IMAGE.fields),
    ("item", "position"): (fields.number("position", N_("To position")),),
    ("standup", "show"): (fields.day("since", N_("Since the stand-up on"), required=True),),
    ("standup", "tell"): (
        fields.line("text", inputs.REASON, N_("What is missing here?"), required=True),
        fields.number("item", N_("What is it?")),
    ),
    ("days_off", "bring"): (
        _file(
            N_("Or a calendar file (.ics)"),
            N_("Takes whole-day events up to three years back and ahead. Yearly ones repeat. Nothing is saved yet."),
        ),
    ),
    ("imports", "bring"): (
        replace(
            _file(
                N_("File of another tool"),
                N_("CSV, JSON, Excel or ZIP, at most 32 MB and 100,000 rows. The file is deleted after a day at most."),
            ),
            required=False,
        ),
        fields.text(
            "text", 0, N_("Or paste it here"), hint=N_("The text of an export, or a list with one item per line.")
        ),
        Field(
            "answers",
            "line",
            N_("File of answers"),
            type="file",
            hint=N_("Choose it before the file."),
        ),
    ),
    ("imports", "choose"): (
        fields.choice("answer", ()),
        fields.choice("kind", KINDS, N_("Read it as")),
        fields.line("zone", inputs.ZONE, N_("Time zone for times without one"), required=True),
        fields.choice("wip", WIP),
        fields.choice("known", {"skip": N_("Skip them"), ADD: N_("Import them too")}),
        fields.number("member", N_("Names in the file")),
    ),
}
"""{(the action's `on` or the page, verb or form): its inputs}."""


def fields_of(on: str, form: str) -> Mapping[str, Field]:
    """{name: input} of a form. Raises KeyError."""
    return {field.name: field for field in _FORMS[on, form]}


def named(field: Field, name: str) -> Field:
    """The same input under another name, for a form that has one for each row."""
    return replace(field, name=name)


def attributes(field: Field) -> dict[str, Any]:
    """The HTML attributes for the kind and the limits of the input."""
    html: dict[str, Any] = {}
    if field.kind == "number":
        html = {"type": "number", "min": field.least, "max": field.most, "inputmode": "numeric"}
    elif field.kind == "day":
        html = {"type": "date"}
    elif field.kind in ("line", "text") and field.type != "time":
        html = {"minlength": field.least if field.least > 1 else None, "maxlength": field.most or None}
    return html | {name: value for name in ("type", "autocomplete") if (value := getattr(field, name))}


@pass_context
def options_of(context: Context, field: Field) -> list[tuple[str, Any]]:
    """Each choice of the input with its label, translated."""
    return [(choice, context.call(context.resolve("gettext"), words)) for choice, words in field.options]
