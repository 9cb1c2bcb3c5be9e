"""How odds are told: never as sure."""

SUREST, LEAST_SURE = 95, 1
"""Per cent. More is told as "more than", less as "less than"."""


def percent(odds: float) -> str:
    """The odds in per cent: "72 %", "> 95 %", "< 1 %"; never 0 and never 100."""
    rounded = int(odds * 100 + 0.5)
    if odds * 100 > SUREST:
        return f"> {SUREST} %"
    return f"{rounded} %" if rounded >= LEAST_SURE else f"< {LEAST_SURE} %"
