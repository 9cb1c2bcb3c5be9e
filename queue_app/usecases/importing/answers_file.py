"""Answers as a file, which the page offers and the command accepts. It refers to members by name, never by e-mail address."""

from collections.abc import Mapping
from typing import Any

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.facts.questions import ImportAnswers

FORMER = 0
"""Stands for a former person in place of a member."""


def for_file(answers: ImportAnswers, members: Mapping[int, str]) -> dict[str, Any]:
    """The answers as a JSON object. `members`: {id: name} of the people who work in the team."""
    given = dict(answers.given)
    if "members" in given:
        given["members"] = {name: members[id_] for name, id_ in given["members"].items() if id_ in members}
    return given


def of_file(answers: ImportAnswers, members: Mapping[int, str]) -> ImportAnswers:
    """The answers from a file, with ids of members. Raises InputError for a name that is unknown or not unique."""
    named = answers.table("members")
    return answers.but(members={name: _id(member, members) for name, member in named.items()} or None)


def _id(name: str, members: Mapping[int, str]) -> int:
    if not name:
        return FORMER
    ids = [id_ for id_, member in members.items() if member.casefold() == name.casefold()]
    if len(ids) != 1:
        raise InputError("members", N_("“{name}” is no member of the team."), name=name)
    return ids[0]
