"""The results of the back-test, as a table for people and as JSON for programs."""

import json
from typing import Any

from queue_app.domain.forecast.backtest import Comparison, Judged, Verdict
from queue_app.domain.forecast.forecast import ODDS

OURS, RIVAL = "topmost", "monte_carlo_30_days"


def as_json(items: int, at: int, comparison: Comparison) -> str:
    """One JSON document: coverage by odds in per cent, losses and widths in calendar days."""
    ours, rival = comparison.verdicts
    document = {
        "items": items,
        "cuts": at,
        OURS: _verdict(ours),
        RIVAL: _verdict(rival),
        "pinball_against_monte_carlo": round(ours.loss_against(rival), 4),
        "regimes": [
            {"regime": name, "cuts": cuts, OURS: _verdict(mine), RIVAL: _verdict(theirs)}
            for name, cuts, (mine, theirs) in comparison.by_regime
        ],
    }
    return json.dumps(document, indent=1)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "calibration_error": round(verdict.calibration_error, 4),
        "kept_at_85": round(verdict.kept(0.85), 4),
        "randomised_at_85": round(verdict.randomised(0.85), 4),
        "cuts_without_dates": verdict.silent,
        "next": [_judged(judged) for judged in verdict.judged],
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "n": judged.n,
        "coverage": _by_odds(judged.coverage),
        "randomised_coverage": _by_odds(judged.randomised),
        "pinball": round(judged.pinball, 3),
        "width": round(judged.width, 2),
    }


def _by_odds(shares: tuple[float, ...]) -> dict[str, float]:
    return {f"{odds * 100:.0f}": round(share, 4) for odds, share in zip(ODDS, shares, strict=True)}


def as_table(items: int, at: int, comparison: Comparison) -> str:
    """A table for a terminal of 80 columns."""
    ours, rival = comparison.verdicts
    lines = [
        f"{items:,} finished items, {at} cuts. Kept: the share of dates that came true. It should match the heading.",
        "A date is a whole day, which keeps a little more. The share in brackets is without that (PIT).",
        "Loss (pinball) and width (from the 50 to the 85 % date) in calendar days.",
        "",
        f"{'':<21}{'next':>5}"
        + "".join(f"{f'{odds:.0%}':>12}" for odds in ODDS).replace("%", " %")
        + f"{'loss':>8}{'width':>8}",
    ]
    names = ("Topmost", "Monte Carlo, 30 days")
    for name, verdict in zip(names, comparison.verdicts, strict=True):
        lines += [_line(name, judged) for judged in verdict.judged]
    lines += ["", f"{'before the cut':<16}{'cuts':>5}   " + "".join(f"{f'{name}: 85 %, loss':>30}" for name in names)]
    for regime, cuts, verdicts in comparison.by_regime:
        shown = (f"{v.kept(0.85):.0%} ({v.randomised(0.85):.0%})  {_mean_loss(v):.2f}" for v in verdicts)
        lines.append(f"{regime:<16}{cuts:>5}   " + "".join(f"{cell:>30}" for cell in shown))
    return "\n".join([*lines, "", *_sentences(ours, rival)])


def _line(name: str, judged: Judged) -> str:
    pairs = zip(judged.coverage, judged.randomised, strict=True)
    shares = "".join(f"{f'{kept:.0%} ({part:.0%})':>12}" for kept, part in pairs)
    return f"{name:<21}{judged.n:>5}{shares}{judged.pinball:>8.2f}{judged.width:>8.1f}"


def _mean_loss(verdict: Verdict) -> float:
    return sum(judged.pinball for judged in verdict.judged) / len(verdict.judged)


def _sentences(ours: Verdict, rival: Verdict) -> list[str]:
    less = 1 - ours.loss_against(rival)
    return [
        f"Calibration error (PIT), mean: Topmost {ours.calibration_error:.3f}, Monte Carlo {rival.calibration_error:.3f}.",
        f"Dates kept at 85 %: Topmost {ours.kept(0.85):.0%}, Monte Carlo {rival.kept(0.85):.0%}.",
        f"Pinball loss: Topmost {abs(less):.0%} {'below' if less >= 0 else 'above'} Monte Carlo.",
        f"Cuts without dates: Topmost {ours.silent}, Monte Carlo {rival.silent}.",
    ]
