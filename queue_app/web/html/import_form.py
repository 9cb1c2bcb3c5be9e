"""Parses the answers from the form of an import preview."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from queue_app.domain import inputs
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.fitting.fixes import FLAW_KINDS
from queue_app.domain.importing.items import KNOWN, WIP
from queue_app.domain.importing.looking.kinds import KINDS
from queue_app.domain.importing.readers.parts.guessed_columns import ASKED
from queue_app.usecases.importing.uploads import UploadState
from queue_app.usecases.team.settings import zone


def typed_answers(state: UploadState, typed: MultiDict[str, str], usual_zone: str) -> ImportAnswers:
    """The answers in the form. A question without an input keeps its answer. Raises InputError."""
    said: dict[str, Any] = {question.about: _typed_answer(question, state.answers, typed) for question in state.asked}
    columns = {**state.answers.table("columns"), **(said.get("columns") or {})}
    columns |= {name: typed[f"columns-{name}"] for name in ASKED if f"columns-{name}" in typed}
    asked = {name for question in state.asked if question.about == "columns" for name in question.proposed}
    said["columns"] = {
        name: heading for name, heading in columns.items() if name in asked or heading != state.columns.get(name, "")
    } or None
    fixes = {kind: typed[f"flaws-{kind}"] for kind in FLAW_KINDS if typed.get(f"flaws-{kind}")}
    said["flaws"] = {**state.answers.table("flaws"), **fixes} or None
    if typed.get("kind"):
        said["kind"] = inputs.one_of("kind", typed["kind"], KINDS)
    if "zone" in typed:
        said["zone"] = zone("zone", typed["zone"]) if typed["zone"] not in ("", usual_zone) else None
    if typed.get("wip"):
        said["wip"] = inputs.one_of("wip", typed["wip"], WIP)
    if typed.get("known"):
        said["known"] = inputs.one_of("known", typed["known"], KNOWN)
    if "named" in typed:
        said["members"] = {**(state.answers.given.get("members") or {}), **_members(typed)}
    return state.answers.but(**said)


def _typed_answer(question: ImportQuestion, before: ImportAnswers, typed: MultiDict[str, str]) -> Any:
    answer = before.given.get(question.about, question.proposed)
    if question.about == "states":
        means = enumerate(question.proposed.items())
        return {word: typed.get(f"states-{n}", before.table("states").get(word, usual)) for n, (word, usual) in means}
    if question.about == "columns":
        columns: Mapping[str, str] = answer
        return {name: typed.get(f"columns-{name}", heading) for name, heading in columns.items()}
    return typed.get(question.about, answer)


def _members(typed: MultiDict[str, str]) -> dict[str, int]:
    """{name in the file: id of the member, or 0 for a former person}. Raises InputError."""
    pairs = zip(typed.getlist("named"), typed.getlist("member"), strict=False)
    return {name: inputs.whole("member", id_ or "0", 0, inputs.LARGEST_NUMBER) for name, id_ in pairs}
