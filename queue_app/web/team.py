"""The team page: limit, people, lists and settings. Every form is an action with its own route and right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.team.rights import Right
from queue_app.screens.team.departure import departure_screen
from queue_app.screens.team.team import team_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.hosts import link
from queue_app.service.http.language import language
from queue_app.service.http.run_action import secret_of_form
from queue_app.service.http.viewing import viewer
from queue_app.service.mail.link_secret import link_secret
from queue_app.service.mail.mail_server import mails
from queue_app.service.process.database import doors
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.sign_in import secrets, tokens
from queue_app.usecases.team import joining, members, page_links, settings
from queue_app.web.html.form import Form
from queue_app.web.html.posting import run_form

pages = Blueprint("team", __name__, url_prefix="/teams/<number:team>")

FORMS: dict[str, str] = {
    "set-wip-limit": "limit",
    "set-role": "people",
    "add-area": "areas",
    "rename-area": "areas",
    "merge-areas": "areas",
    "add-block-kind": "kinds",
    "change-block-kind": "kinds",
    "settings": "settings",
    "set-agents": "agents",
    "add-days-off": "calendar",
    "forget-history": "calendar",
}
"""The forms of the page with inputs, and the section of each."""
CLICKS: dict[str, str] = {
    "withdraw-invitation": "people",
    "archive-area": "areas",
    "bring-back-area": "areas",
    "archive-block-kind": "kinds",
    "bring-back-block-kind": "kinds",
    "remove-days-off": "calendar",
    "revoke-page-link": "links",
    "revoke-token": "tokens",
    "archive": "archive",
    "unarchive": "archive",
}
"""Its buttons, and the section of each."""

_SECTIONS = FORMS | CLICKS
_OWN = (
    members.SET_ROLE,
    joining.WITHDRAW,
    settings.CHANGE_SETTINGS,
    settings.ARCHIVE,
    settings.UNARCHIVE,
    tokens.REVOKE,
    page_links.REVOKE,
)


@pages.get("/team")
@in_team(Right.SEE)
def show(caller: Caller) -> str:
    """The team page for this person."""
    return render_page(caller, Form())


@pages.post("/invite")
@in_team(Right.MANAGE)
def invite(caller: Caller) -> str | Response | tuple[str, int]:
    """Make an invitation, and send it if an address is given. Only this answer shows its link."""
    if not mails():
        return _new_link(caller, joining.INVITE, "join.come", secret_of_form(request.form))
    nonce = secret_of_form(request.form)
    return _new_link(caller, joining.INVITE, "join.come", link_secret(nonce), nonce=nonce, locale=language())


@pages.post("/share-page")
@in_team(Right.MANAGE)
def share_page(caller: Caller) -> str | Response | tuple[str, int]:
    """Make a link to one page. Only this answer shows it."""
    return _new_link(caller, page_links.SHARE, "shared.come", secret_of_form(request.form))


@pages.get("/people/<number:person>/remove")
@in_team(Right.MANAGE)
def removing(caller: Caller, person: int) -> str:
    """The running items of a person before they are removed."""
    return _going(caller, person, Form())


@pages.post("/people/<number:person>/remove")
@in_team(Right.MANAGE)
def remove(caller: Caller, person: int) -> Response | tuple[str, int]:
    """Remove a person from the team."""
    page = partial(_going, caller, person)
    return run_form(caller, members.REMOVE, section("people", caller), page, person=person)


@pages.get("/leave")
@in_team(Right.SEE)
def leaving(caller: Caller) -> str:
    """The caller's running items, before they leave the team."""
    return _going(caller, caller.visitor.person, Form())


@pages.post("/leave")
@in_team(Right.SEE)
def leave(caller: Caller) -> Response | tuple[str, int]:
    """Leave the team."""
    return run_form(caller, members.LEAVE, url_for("home.show"), partial(_going, caller, caller.visitor.person))


def _offer(action: Action) -> None:
    """Register the route of a form or a button of the page."""

    def act(caller: Caller) -> Response | tuple[str, int]:
        to = section(_SECTIONS[action.name], caller)
        return run_form(caller, action, to, partial(render_page, caller) if action.name in FORMS else None)

    view: Callable[..., Any] = in_team(action.right)(act)
    pages.add_url_rule(f"/{action.name}", action.verb, view, methods=["POST"])


for _action in (*(action for action in ACTIONS.values() if action.name in _SECTIONS), *_OWN):
    _offer(_action)


def section(name: str, caller: Caller) -> str:
    """The address of a section of the page."""
    return url_for("team.show", team=caller.team.id, _anchor=name)


def render_page(caller: Caller, form: Form, made: tuple[str, str] | None = None) -> str:
    """Render the page. `made`: an action, and the address of the link that it just made."""
    with doors().reading() as conn:
        screen = team_screen(conn, viewer(caller))
    sent = request.form.get("email", "") if made and mails() else ""
    return render_template("team/show.html", screen=screen, form=form, made=dict([made] if made else []), sent=sent)


def _new_link(
    caller: Caller, action: Action, endpoint: str, secret: str, **letter: Any
) -> str | Response | tuple[str, int]:
    answer = run_form(caller, action, "", partial(render_page, caller), link=secrets.hash_of(secret), **letter)
    if isinstance(answer, Response) and answer.status_code == 303:
        return render_page(caller, Form(), (action.name, link(endpoint, link=secret)))
    return answer


def _going(caller: Caller, person: int, form: Form) -> str:
    with doors().reading() as conn:
        screen = departure_screen(conn, viewer(caller), person)
    return render_template("team/going.html", screen=screen, form=form)
