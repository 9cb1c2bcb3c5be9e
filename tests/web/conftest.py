"""Draws a page from its value."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import Environment

from queue_app.web.html.assets import Assets
from queue_app.web.html.form import Form
from tests.web.drawing import drawing


@pytest.fixture(scope="session")
def templates() -> Environment:
    return drawing(Assets())


@pytest.fixture
def render(templates: Environment) -> Callable[..., str]:
    def page(name: str, screen: object = None, form: Form | None = None, **further: Any) -> str:
        return templates.get_template(name).render(screen=screen, form=form or Form(), **further)

    return page
