"""Templates without the application: the same filters and globals, and addresses that name their endpoint."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from queue_app.web.html.assets import STATIC, Assets
from queue_app.web.html.rendering import set_up_templates
from tests.web.operating import OPERATOR_WORDS


def address(endpoint: str, **values: Any) -> str:
    page, _, act = endpoint.partition(".")
    ends = "" if act == "show" else f"/{act}"
    if page == "item":
        return f"/teams/{values['team']}/items/{values['number']}{ends}"
    if endpoint == "queue.show":
        return f"/teams/{values['team']}"
    return f"/{page}/{values['team']}{ends}" if "team" in values else f"/{page}{ends}"


def drawing(assets: Assets) -> Environment:
    """The environment of the templates; a word that a page does not get is an error."""
    environment = Environment(
        loader=FileSystemLoader(STATIC.parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    set_up_templates(environment, assets)
    environment.globals.update(
        url_for=address,
        csrf_token=lambda: "token",
        get_flashed_messages=lambda with_categories=False: [],
        back="/teams/1",
        seen="1.41",
        stream="/queue/1/live",
        again_after=30,
        **OPERATOR_WORDS,
    )
    environment.globals["asset"] = lambda name: f"/assets/{assets.digest}/{name}"
    return environment
