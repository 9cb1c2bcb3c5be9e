"""An action: the name that people and programs use to call a use case, and the inputs that it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from queue_app.domain.agents.allowed import ForAgents
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Right
from queue_app.usecases.fields import Field
from queue_app.usecases.tx import Result, declaration_of

On = Literal["team", "queue", "item"]
Values = dict[str, Any]


def pass_through(values: Values) -> Values:
    """Return the inputs unchanged as the arguments."""
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a team. `name` is the relation of the API and the last part of the address; `on` says what the
    address names.

    `shape` turns the clean inputs into the arguments of the use case. The action of an item also gets `item`, its
    number.
    """

    name: str
    use_case: Callable[..., Result]
    on: On
    title: str
    fields: tuple[Field, ...] = ()
    shape: Callable[[Values], Values] = pass_through

    @property
    def verb(self) -> str:
        """The name in screens and templates."""
        return self.name.replace("-", "_")

    @property
    def right(self) -> Right:
        """The right that the use case requires."""
        return declaration_of(self.use_case).right

    @property
    def agents(self) -> ForAgents:
        """When an agent may do it."""
        return declaration_of(self.use_case).agents

    @property
    def people(self) -> bool:
        """Whether people may do it, and not only agents."""
        return declaration_of(self.use_case).people

    def read(self, raw: Mapping[str, Any]) -> Values:
        """The arguments of the use case. Raises InputError, also for an unknown input."""
        names = {field.name for field in self.fields}
        for name in raw:
            if name not in names:
                raise InputError(str(name)[:40], N_("This field does not exist here. Remove it."))
        return self.shape({field.name: field.read(raw.get(field.name)) for field in self.fields})


def renamed(**arguments: str) -> Callable[[Values], Values]:
    """Rename inputs by {input: argument}, if the API and the use case use different names."""
    return lambda values: pass_through({arguments.get(name, name): value for name, value in values.items()})


def with_reason(values: Values) -> Values:
    """Join `kind` and `reason` into one Reason.

    A kind without words gives no reason. Words without a kind get the kind "other".
    """
    kind, words = values.pop("kind", None), values.pop("reason", None)
    return pass_through(values) | ({"reason": Reason(kind or "other", words)} if words else {})


def placing(values: Values) -> Values:
    """Turn `above`, `below` or `to` into the target. Raises InputError unless exactly one is given."""
    above, below, end = values.pop("above"), values.pop("below"), values.pop("to")
    if sum(part is not None for part in (above, below, end)) != 1:
        raise InputError("above", N_("Choose one position: above an item, below an item, top or bottom."))
    return with_reason(values) | {"target": Target(above, below, end)}


def optional_placing(values: Values) -> Values:
    """Like `placing`, but the target is optional."""
    if any(values[part] is not None for part in ("above", "below", "to")):
        return placing(values)
    return with_reason({name: value for name, value in values.items() if name not in ("above", "below", "to")})
