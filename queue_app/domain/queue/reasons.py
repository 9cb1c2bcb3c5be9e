"""The kinds of reason that people choose from: for a change of the order, for a put back, for a skip.

The keys are stored values. A new kind is a new row here: forms, histories and the API are made from these tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from queue_app.domain.errors import N_


@dataclass(frozen=True, slots=True)
class ReasonKind:
    """A kind of reason. `label` and `hint` are shown in the form. `because` is the plural inside a sentence."""

    label: str
    because: str = ""
    hint: str = ""
    offered: bool = True


ORDER_REASONS: Mapping[str, ReasonKind] = {
    "customer_defect": ReasonKind(N_("a customer's defect"), N_("customers' defects")),
    "date": ReasonKind(N_("a date"), N_("dates")),
    "others_depend": ReasonKind(N_("others depend on it"), N_("others that depend on it")),
    "learned": ReasonKind(N_("we learned something"), N_("something learned")),
    "coin": ReasonKind(N_("a coin"), N_("coins"), offered=False),  # A coin flip sets it; no form offers it.
    "other": ReasonKind(N_("other"), N_("other reasons")),
}
PUT_BACK_REASONS: Mapping[str, ReasonKind] = {
    "something_else_first": ReasonKind(
        N_("Something else came first"),
        N_("something else that came first"),
        N_("It shows at the stand-up and in the order history."),
    ),
    "cannot_go_on": ReasonKind(
        N_("It cannot go on"),
        N_("something that could not go on"),
        N_("If it waits for something, block it instead: then everybody sees for what."),
    ),
    "other": ReasonKind(N_("Another reason"), N_("other reasons")),
}
SKIP_REASONS: Mapping[str, ReasonKind] = {
    "area": ReasonKind(N_("I do not know this area"), hint=N_("Or take somebody along: ask for company on the item.")),
    "other": ReasonKind(N_("Another reason")),
}


def labels(reasons: Mapping[str, ReasonKind]) -> dict[str, str]:
    """{stored value: label} of all kinds."""
    return {name: kind.label for name, kind in reasons.items()}


def because() -> dict[str, str]:
    """{stored value: words inside a sentence} of the reasons that change the order."""
    return {name: kind.because for name, kind in (*ORDER_REASONS.items(), *PUT_BACK_REASONS.items())}
