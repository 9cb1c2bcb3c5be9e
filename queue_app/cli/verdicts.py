"""The results of the back-test, as a table for people and as JSON for programs."""

import json
from typing import Any

from queue_app.domain.forecast.backtest import Judged, Verdict
from queue_app.domain.forecast.forecast import ODDS

OURS, RIVAL = "topmost", "monte_carlo_30_days"


def as_json(items: int, at: int, ours: Verdict, rival: Verdict) -> str:
    """One document; coverage by odds in per cent, losses and widths in calendar days."""
    document = {
        "items": items,
        "cuts": at,
        OURS: _verdict(ours),
        RIVAL: _verdict(rival),
        "pinball_against_monte_carlo": round(ours.loss_against(rival), 4),
    }
    return json.dumps(document, indent=1)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "calibration_error": round(verdict.calibration_error, 4),
        "kept_at_85": round(verdict.kept(0.85), 4),
        "cuts_without_dates": verdict.silent,
        "next": [_judged(judged) for judged in verdict.judged],
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "n": judged.n,
        "coverage": {f"{odds * 100:.0f}": round(share, 4) for odds, share in zip(ODDS, judged.coverage, strict=True)},
        "pinball": round(judged.pinball, 3),
        "width": round(judged.width, 2),
    }


def as_table(items: int, at: int, ours: Verdict, rival: Verdict) -> str:
    """A table for a terminal of 80 columns."""
    lines = [
        f"{items:,} finished items, {at} cuts. Kept: the share of dates that came true. It should match the heading.",
        "Loss (pinball) and width (from the 50 to the 85 % date) in calendar days.",
        "",
        f"{'':<22}{'next':>5}{'50 %':>8}{'70 %':>8}{'85 %':>8}{'95 %':>8}{'loss':>9}{'width':>9}",
    ]
    for name, verdict in (("Topmost", ours), ("Monte Carlo, 30 days", rival)):
        lines += [_line(name, judged) for judged in verdict.judged]
    return "\n".join([*lines, "", *_sentences(ours, rival)])


def _line(name: str, judged: Judged) -> str:
    shares = "".join(f"{share:>8.0%}" for share in judged.coverage)
    return f"{name:<22}{judged.n:>5}{shares}{judged.pinball:>9.2f}{judged.width:>9.1f}"


def _sentences(ours: Verdict, rival: Verdict) -> list[str]:
    less = 1 - ours.loss_against(rival)
    return [
        f"Calibration error, mean: Topmost {ours.calibration_error:.3f}, Monte Carlo {rival.calibration_error:.3f}.",
        f"Dates kept at 85 %: Topmost {ours.kept(0.85):.0%}, Monte Carlo {rival.kept(0.85):.0%}.",
        f"Pinball loss: Topmost {abs(less):.0%} {'below' if less >= 0 else 'above'} Monte Carlo.",
        f"Cuts without dates: Topmost {ours.silent}, Monte Carlo {rival.silent}.",
    ]
