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
    "customer_defect": ReasonKind(N_("Customer defect"), N_("customer defects")),
    "date": ReasonKind(N_("Date"), N_("dates")),
    "others_depend": ReasonKind(N_("Others depend on it"), N_("dependencies")),
    "learned": ReasonKind(N_("We learned something"), N_("lessons")),
    "coin": ReasonKind(N_("Coin"), N_("coins"), offered=False),  # Only a flip of the coin gives this reason.
    "other": ReasonKind(N_("Other"), N_("other reasons")),
}
PUT_BACK_REASONS: Mapping[str, ReasonKind] = {
    "something_else_first": ReasonKind(
        N_("Something else came first"),
        N_("other work"),
        N_("It shows at the stand-up and in the order history."),
    ),
    "cannot_go_on": ReasonKind(
        N_("We cannot go on"),
        N_("obstacles"),
        N_("If it waits for something, block it instead. Then everybody sees why."),
    ),
    "other": ReasonKind(N_("Another reason"), N_("other reasons")),
}
SKIP_REASONS: Mapping[str, ReasonKind] = {
    "area": ReasonKind(N_("I do not know this area"), hint=N_("Or ask somebody to pair with you on the item.")),
    "other": ReasonKind(N_("Another reason")),
}


def labels(reasons: Mapping[str, ReasonKind]) -> dict[str, str]:
    """{stored value: label} of all kinds."""
    return {name: kind.label for name, kind in reasons.items()}


def because() -> dict[str, str]:
    """{stored value: words inside a sentence} of the reasons that change the order."""
    return {name: kind.because for name, kind in (*ORDER_REASONS.items(), *PUT_BACK_REASONS.items())}
