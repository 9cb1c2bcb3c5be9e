"""The four pages of a team. Every form is an action with its own route and right; its message is shown in its section."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.team.rights import Right
from queue_app.screens.team.departure import departure_screen
from queue_app.screens.team.team import TeamPage, team_screen
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
from queue_app.web.html.qr import qr_of
from queue_app.web.html.where import shown_on

pages = Blueprint("team", __name__, url_prefix="/teams/<number:team>")

PAGES: dict[TeamPage, str] = {
    "people": "team.show",
    "work": "team.work",
    "settings": "team.settings_page",
    "links": "team.links",
}
"""The pages of a team, with their endpoints."""
_OF_PAGES: dict[TeamPage, tuple[str, ...]] = {
    "people": ("people", "invite"),
    "work": ("limit", "areas", "kinds", "calendar"),
    "settings": ("settings", "archive"),
    "links": ("links", "export", "agents", "tokens"),
}
"""The sections of each page."""
_PAGE_OF = {section: page for page, sections in _OF_PAGES.items() for section in sections}
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
"""The forms of the pages with inputs, and the section of each."""
CLICKS: dict[str, str] = {
    "withdraw-invitation": "invite",
    "archive-area": "areas",
    "bring-back-area": "areas",
    "archive-block-kind": "kinds",
    "bring-back-block-kind": "kinds",
    "remove-days-off": "calendar",
    "revoke-page-link": "links",
    "revoke-token": "tokens",
    "unarchive": "settings",
}
"""Their buttons, and the section of each."""

_SECTIONS = FORMS | CLICKS
_OWN = (
    members.SET_ROLE,
    joining.WITHDRAW,
    settings.CHANGE_SETTINGS,
    settings.UNARCHIVE,
    tokens.REVOKE,
    page_links.REVOKE,
)


@pages.get("/team")
@in_team(Right.SEE)
def show(caller: Caller) -> str:
    """Who is in the team, and invitations."""
    return render_page(caller, Form(), "people")


@pages.get("/team/work")
@in_team(Right.SEE)
def work(caller: Caller) -> str:
    """The WIP limit, areas, kinds of block, and the calendar."""
    return render_page(caller, Form(), "work")


@pages.get("/team/settings")
@in_team(Right.MANAGE)
def settings_page(caller: Caller) -> str:
    """The settings, and what ends a team."""
    return render_page(caller, Form(), "settings")


@pages.get("/team/links")
@in_team(Right.MANAGE)
def links(caller: Caller) -> str:
    """Links to pages, agents, tokens, export."""
    return render_page(caller, Form(), "links")


@pages.get("/archive")
@in_team(Right.MANAGE)
def archiving(caller: Caller) -> str:
    """Ask before the team is archived."""
    with doors().reading() as conn:
        screen = team_screen(conn, viewer(caller), "settings")
    return render_template("team/archive.html", screen=screen, form=Form())


@pages.post("/archive")
@in_team(Right.MANAGE)
def archive(caller: Caller) -> Response | tuple[str, int]:
    """Archive the team. The home page has the way back."""
    return run_form(caller, settings.ARCHIVE, url_for("home.show"))


@pages.post("/invite")
@in_team(Right.MANAGE)
def invite(caller: Caller) -> str | Response | tuple[str, int]:
    """Make an invitation, and send it if an address is given. Only this answer shows its link."""
    if not mails():
        return _new_link(caller, joining.INVITE, "join.come", secret_of_form(request.form), "people")
    nonce = secret_of_form(request.form)
    return _new_link(caller, joining.INVITE, "join.come", link_secret(nonce), "people", nonce=nonce, locale=language())


@pages.post("/share-page")
@shown_on("team.links")
@in_team(Right.MANAGE)
def share_page(caller: Caller) -> str | Response | tuple[str, int]:
    """Make a link to one page. Only this answer shows it."""
    return _new_link(caller, page_links.SHARE, "shared.come", secret_of_form(request.form), "links")


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
    """Register the route of a form or a button. Its message is shown in its section."""
    name = _SECTIONS[action.name]
    page = _PAGE_OF[name]

    @shown_on(PAGES[page])
    def act(caller: Caller) -> Response | tuple[str, int]:
        again = partial(render_page, caller, page=page) if action.name in FORMS else None
        return run_form(caller, action, section(name, caller), again, at=name)

    view: Callable[..., Any] = in_team(action.right)(act)
    pages.add_url_rule(f"/{action.name}", action.verb, view, methods=["POST"])


for _action in (*(action for action in ACTIONS.values() if action.name in _SECTIONS), *_OWN):
    _offer(_action)


def section(name: str, caller: Caller) -> str:
    """The address of a section."""
    return url_for(PAGES[_PAGE_OF[name]], team=caller.team.id, _anchor=name)


def render_page(caller: Caller, form: Form, page: TeamPage, made: tuple[str, str] | None = None) -> str:
    """Render one of the pages. `made`: an action, and the address of the link that it just made."""
    with doors().reading() as conn:
        screen = team_screen(conn, viewer(caller), page)
    sent = request.form.get("email", "") if made and mails() else ""
    facts = {"form": form, "places": _OF_PAGES[page], "sent": sent}
    return render_template(f"team/{page}.html", screen=screen, made=_made(*made) if made else {}, **facts)


def _made(action: str, address: str) -> dict[str, Any]:
    return {action: address, "qr": qr_of(address)}


def _new_link(
    caller: Caller, action: Action, endpoint: str, secret: str, page: TeamPage, **letter: Any
) -> str | Response | tuple[str, int]:
    again = partial(render_page, caller, page=page)
    answer = run_form(caller, action, "", again, link=secrets.hash_of(secret), **letter)
    if isinstance(answer, Response) and answer.status_code == 303:
        return render_page(caller, Form(), page, (action.name, link(endpoint, link=secret)))
    return answer


def _going(caller: Caller, person: int, form: Form) -> str:
    with doors().reading() as conn:
        screen = departure_screen(conn, viewer(caller), person)
    return render_template("team/going.html", screen=screen, form=form)
