"""Templates without an app: the same filters and globals, addresses that name their endpoint."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from queue_app.web.assets import STATIC, Assets
from queue_app.web.form import Form
from queue_app.web.rendering import furnish


def _address(endpoint: str, **values: Any) -> str:
    page, _, act = endpoint.partition(".")
    ends = "" if act == "show" else f"/{act}"
    if page == "item":
        return f"/teams/{values['team']}/items/{values['number']}{ends}"
    return f"/{page}/{values.get('team', '')}{ends}{values.get('name', '')}"


@pytest.fixture(scope="session")
def templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(STATIC.parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    furnish(environment, Assets())
    environment.globals.update(url_for=_address, csrf_token=lambda: "token", get_flashed_messages=list)
    environment.globals["asset"] = lambda name: f"/assets/x/{name}"
    return environment


@pytest.fixture
def render(templates: Environment) -> Callable[..., str]:
    def page(name: str, screen: object = None, form: Form | None = None, **further: Any) -> str:
        return templates.get_template(name).render(screen=screen, form=form or Form(), **further)

    return page
