"""Handles a sent form: run it, then redirect to a page. A refusal keeps everything typed.

Scripts of our own pages ask for JSON. They get the event's number, the sentence, and whether it can be undone.
"""

from collections.abc import Callable
from typing import Any

from flask import flash, jsonify, make_response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain.errors import InputError, Refusal, UserError
from queue_app.service.http.access import Caller
from queue_app.service.http.errors import problem_of, wants_json
from queue_app.service.http.run_action import do_form
from queue_app.usecases.action import Action
from queue_app.web.html.form import Form
from queue_app.web.html.messages import message_of

Answer = Response | tuple[str, int]


def form_content() -> MultiDict[str, str]:
    """The form's content, unchanged."""
    return request.form


def run_form(
    caller: Caller,
    action: Action,
    to: str,
    page: Callable[[Form], str] | None = None,
    read: Callable[[], MultiDict[str, str]] = form_content,
    at: str = "",
    **address: Any,
) -> Answer:
    """Run the action and redirect to the page `to`. `read` returns the inputs for the action.

    A refused form is shown again on its `page`. Without a page it was a click: its refusal is shown at the top of `to`, or in
    the section `at` of that page, as is what was done.

    Raises NotFound, RoleTooLow; for scripts also InputError and Refusal.
    """
    try:
        outcome = do_form(caller, action, read(), **address)
    except (InputError, Refusal) as wrong:
        if page is None or wants_json():
            return refused_click(wrong, to, at)
        return page(Form.refused(request.form, wrong, action.name)), problem_of(wrong).status
    message = message_of(caller, outcome)
    if wants_json():
        return jsonify(seq=outcome.seq, changed=outcome.changed, sentence=message.sentence, undo=message.can_undo)
    # The page shows an undoable action with its Undo; a step or an invitation is shown where the click was.
    if message.sentence and not message.can_undo and action.name not in ("step", "tick", "invite", "share-page"):
        flash(message.sentence, f"message:{at}")
    return redirect(to, 303)


def run_click(work: Callable[[], str], page: str) -> Answer:
    """Run a click that is no action of a team, and redirect to the address that `work` returns.

    Its refusal is shown at the top of `page`. Raises NotFound, RoleTooLow; for scripts also InputError and Refusal.
    """
    try:
        to = work()
    except (InputError, Refusal) as wrong:
        return refused_click(wrong, page)
    return redirect(to, 303)


def refused_page(page: str, wrong: UserError) -> Response:
    """The page of a refused form, with the status of the refusal and a Retry-After header if it has one."""
    problem = problem_of(wrong)
    answer = make_response(page, problem.status)
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


def refused_click(wrong: UserError, page: str, at: str = "") -> Response:
    """Redirect to the page of the click, which shows the sentence, in its section `at` if there is one. Raises the error
    again for scripts."""
    if wants_json():
        raise wrong
    flash_refusal(wrong, at)
    return redirect(page if at else page.partition("#")[0], 303)


def flash_refusal(wrong: UserError, at: str = "") -> None:
    """Flash its sentence for the next page."""
    flash(str(wrong), f"refusal:{at}")
