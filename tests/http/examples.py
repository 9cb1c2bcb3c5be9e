"""An example of every route. A new route needs a line here (an action in example_actions.py), or the access matrix fails."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from sqlalchemy import delete, insert, update

from queue_app.api.links import RELATIONS
from queue_app.store.tables import OUTBOX, TEAM
from queue_app.usecases.images.add import add_image
from queue_app.usecases.images.redraw import redrawn
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.example import Body, Example, as_manager, brings_in, nothing, sends
from tests.http.example_actions import ACTIONS
from tests.http.phone import second_step_of
from tests.http.world import PASSWORD, Home, World
from tests.pictures import picture

NEW_PASSWORD = "a sentence that is new"
ACCOUNT = {"name": "Nora", "email": "nora@example.org", "password": NEW_PASSWORD}
READ = Example(writes="nothing")
ITEM = Example(item="mine", writes="nothing")
LINK = Example(address=lambda *_: {"link": "there-is-no-such-link"}, writes="nothing", status=(404,))
NO_LINK = replace(LINK, address=nothing)
STRANGER = {"stranger": 404}
NO_MANAGER = {"stranger": 403, "observer": 403, "member": 403}
LAST_MANAGER = {"manager": 409, "other manager": 409}


def _dora(world: World, home: Home, who: int | None) -> Body:
    return {"person": home.dora}


def _invited(world: World, home: Home, who: int | None) -> Body:
    return {"link": world.homes[world.cast.team].invitation}


def _reset(world: World, home: Home, who: int | None) -> Body:
    return {"link": world.reset}


def _browser(world: World, home: Home, who: int | None) -> Body:
    return {"browser": f"new of {who}"}


def _token(world: World, home: Home, who: int | None) -> Body:
    return {"name": "bot", "team": world.home_of(who or 0).team, "scope": "read", "days": 30, "old": PASSWORD}


def _second_steps_begun(world: World, home: Home) -> None:
    for who in filter(None, world.people().values()):
        second_step_of(world, who).begun()


def _second_steps_on(world: World, home: Home) -> None:
    for who in filter(None, world.people().values()):
        second_step_of(world, who).turned_on()


def _code(world: World, home: Home, who: int | None) -> Body:
    return {"old": PASSWORD, "code": second_step_of(world, who or 0).code()}


def _letter_given_up(world: World, home: Home) -> None:
    now = utc_now()
    row = {
        "id": 7,
        "kind": "reset",
        "address": "gone@example.org",
        "about": {"nonce": "n"},
        "made_at": now,
        "due_at": now,
    }
    row |= {"expires_at": now + timedelta(hours=1), "failed_at": now, "error": "no such mailbox"}
    in_transaction(world.cast.doors, lambda conn: conn.execute(delete(OUTBOX)) and conn.execute(insert(OUTBOX), row))


def _call_it_the_example(world: World, home: Home) -> None:
    named = update(TEAM).where(TEAM.c.id == home.team).values(is_example=True)
    in_transaction(world.cast.doors, lambda conn: conn.execute(named))


def _upload(world: World, home: Home, who: int | None) -> Body:
    return {"file": home.upload}


def _shared(world: World, home: Home, who: int | None) -> Body:
    return {"link": world.homes[world.cast.team].links["in force"].secret}


def _calendar(*_: object) -> Body:
    day = f"{utc_now():%Y%m%d}".encode()
    event = b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + day + b"\r\nSUMMARY:Feast\r\nEND:VEVENT\r\n"
    return {"file": (BytesIO(b"BEGIN:VCALENDAR\r\n" + event + b"END:VCALENDAR\r\n"), "days.ics")}


def _file(*_: object) -> Body:
    return {"file": (BytesIO(b"title\nFrom another file\n"), "work.csv")}


def _columns(*_: object) -> Body:
    return {"columns-title": "people", "zone": "UTC", "named": "Somebody", "member": ""}


def _an_image(world: World, home: Home) -> None:
    as_manager(add_image, item=home.items["mine"], picture=redrawn(picture()))(world, home)


def _own_address(world: World, home: Home, who: int | None) -> Body:
    return {"email": f"new.{who}@example.org", "old": PASSWORD}


def _act(world: World, home: Home, who: int | None) -> Body:
    return {"act": home.act}


ROUTES: dict[str, Example] = {
    "GET assets.file": Example(address=lambda *_: {"digest": "x", "name": "style.css"}, writes="nothing"),
    "GET manifest.show": READ,
    "GET home.start": Example(writes="nothing", status=(303,)),
    "GET health.alive": READ,
    "GET health.can_work": READ,
    "GET metrics.show": READ,
    "GET sign_in.show": Example(writes="nothing", status=(200, 302)),
    "POST sign_in.come_in": Example(lambda *_: {"email": "alice@example.org", "password": PASSWORD}, writes="rows"),
    "POST sign_in.out": Example(writes="rows"),
    "POST proxy.come_in": NO_LINK,
    "GET code.show": Example(writes="nothing", status=(303,)),
    "POST code.type_code": Example(lambda *_: {"code": "123456"}, writes="nothing", status=(303,)),
    "GET second_step.show": Example(writes="nothing", status=(200, 303)),
    "POST second_step.begin": Example(lambda *_: {"old": PASSWORD}, writes="rows"),
    "POST second_step.confirm": Example(_code, first=_second_steps_begun, writes="rows"),
    "POST second_step.renew": Example(_code, first=_second_steps_on, writes="rows"),
    "POST second_step.turn_off": Example(_code, first=_second_steps_on, writes="rows"),
    "GET oidc.begin": NO_LINK,
    "GET oidc.back": NO_LINK,
    "GET forgotten.show": NO_LINK,
    "POST forgotten.ask": NO_LINK,
    "GET first_run.come": LINK,
    "GET first_run.show": NO_LINK,
    "POST first_run.make": NO_LINK,
    "GET join.come": Example(address=_invited, writes="nothing"),
    "GET join.invitation": Example(once=_invited, writes="nothing"),
    "POST join.accept_invitation": Example(
        lambda *_: ACCOUNT, once=_invited, writes="rows", refused={"observer": 409, "member": 409, "manager": 409}
    ),
    "GET join.come_for_password": Example(address=_reset, writes="nothing"),
    "GET join.new_password": Example(once=_reset, writes="nothing"),
    "POST join.set_password": Example(lambda *_: {"password": NEW_PASSWORD}, once=_reset, writes="rows"),
    "GET home.show": READ,
    "GET home.live": READ,
    "POST home.create_team": Example(
        lambda *_: {"team": "Lions", "people": 5, "zone": "UTC"}, writes="rows", refused=NO_MANAGER
    ),
    "POST example.make": Example(lambda *_: {"zone": "UTC"}, writes="rows", refused=NO_MANAGER),
    "GET example.removing": Example(first=_call_it_the_example, writes="nothing"),
    "POST example.remove": Example(first=_call_it_the_example, writes="rows"),
    "GET account.show": READ,
    "POST account.password": Example(lambda *_: {"old": PASSWORD, "password": NEW_PASSWORD}, writes="rows"),
    "POST account.rename": Example(lambda *_: {"name": "Another name"}, writes="rows"),
    "POST account.change_email": Example(_own_address, writes="rows"),
    "GET account.new_address": LINK,
    "POST account.take_new_address": LINK,
    "POST account.choose_display": Example(lambda *_: {"language": "de", "theme": "dark"}, writes="rows"),
    "POST account.end_session": Example(
        lambda world, _, who: {"session": secrets.hash_of(world.second.get(who or 0, ""))}, writes="rows"
    ),
    "POST account.confirm_browser": Example(_browser, writes="rows"),
    "POST account.make_token": Example(_token, writes="rows", refused=STRANGER),
    "POST account.revoke_token": Example(
        lambda world, _, who: {"token": world.own_tokens.get(who or 0, 1)}, writes="rows", refused=STRANGER
    ),
    "GET installation.show": READ,
    "POST installation.check": Example(writes="rows"),
    "POST installation.retry": Example(lambda *_: {"letter": 7}, first=_letter_given_up, writes="rows"),
    "POST installation.delete": Example(lambda *_: {"letter": 7}, first=_letter_given_up, writes="rows"),
    "GET queue.show": READ,
    "GET queue.live": READ,
    "GET queue.rows": replace(READ, address=lambda *_: {"first": 1, "count": 50, "days": 30}),
    "GET queue.cost": Example(lambda _, home, who: {"items": [home.items["after"]], "to": "top"}, writes="nothing"),
    "GET queue.short": replace(ITEM, status=(302,)),
    "GET item.show": ITEM,
    "GET item.menu": ITEM,
    "GET item.image": Example(item="mine", address=lambda *_: {"image": 1}, first=_an_image, writes="nothing"),
    "POST item.add_image": Example(lambda *_: {"image": (BytesIO(picture()), "a.png"), "alt": "A form"}, item="mine"),
    "POST item.remove_image": Example(item="mine", address=lambda *_: {"image": 1}, first=_an_image),
    "GET finished.show": READ,
    "GET standup.show": READ,
    "GET standup.text": READ,
    "GET radiator.show": READ,
    "POST standup.tell": sends(text="The printer is on fire."),
    "GET flow.show": READ,
    "GET forecast.show": READ,
    "GET cover.show": READ,
    "GET cover.away": READ,
    "POST cover.ask_away": Example(lambda *_: {"first": "2027-01-04", "last": "2027-01-08"}, writes="nothing"),
    "POST cover.declare": Example(lambda _, home, __: {f"area-{home.areas['Search']}": "teach"}),
    **{
        f"POST cover.{name}": ACTIONS[f"team_{name}"]
        for name in ("add_absence", "remove_absence", "that_was_me", "that_was_not_me", "not_mine")
    },
    "GET order.show": READ,
    "GET team.show": READ,
    "GET team.work": READ,
    "GET team.settings_page": READ,
    "GET team.links": READ,
    "GET team.archiving": READ,
    "GET team.removing": Example(address=_dora, writes="nothing"),
    "POST team.remove": Example(address=_dora),
    "GET team.leaving": READ,
    "POST team.leave": Example(refused=LAST_MANAGER),
    "POST days_off.bring": Example(_calendar, writes="nothing"),
    "GET shared.come": Example(address=_shared, writes="rows"),
    "GET shared.show": Example(writes="rows"),
    "GET shared.live": Example(writes="rows"),
    "GET imports.show": READ,
    "GET export.document": READ,
    "GET export.table": READ,
    "POST imports.bring": Example(_file, writes="rows"),
    "GET imports.look": Example(address=_upload, writes="nothing"),
    "POST imports.choose": Example(_columns, address=_upload, writes="rows"),
    "POST imports.bring_in": Example(_columns, address=_upload),
    "POST imports.cancel": Example(address=_upload, writes="nothing"),
    "GET imports.answers": Example(address=_upload, writes="nothing"),
    "GET imports.past": Example(address=_act, first=brings_in, writes="nothing"),
    "POST imports.take_back_import": Example(lambda _, home, __: {"number": home.act}, address=_act, first=brings_in),
    "GET agents.guide": READ,
    "GET agents.guide_of_team": READ,
    "GET agents.client": READ,
    # Only with a token. A session gets 401.
    "POST api.mcp": Example(
        lambda *_: {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, writes="nothing", status=(200, 401)
    ),
    "GET programs.show": READ,
    "GET programs.client": READ,
    "GET api.openapi": READ,
    "GET api.root": READ,
    "GET api.me": READ,
    "GET api.teams": READ,
    "GET api.team": READ,
    "GET api.item": ITEM,
    "GET api.item_history": ITEM,
    **{f"GET api.{relation}": READ for relation in RELATIONS},
}
"""{"<method> <endpoint>": example} of the routes that are not actions."""


def example_of(endpoint: str, method: str) -> Example | None:
    """The example of a route, or None."""
    blueprint, _, name = endpoint.partition(".")
    action = ACTIONS.get(name if blueprint == "api" else f"{blueprint}_{name}")
    found = ROUTES.get(f"{method} {endpoint}", action)
    return replace(found, body=nothing, writes="nothing") if found is action and found and method == "GET" else found
