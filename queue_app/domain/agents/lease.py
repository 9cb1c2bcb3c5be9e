"""The lease of an agent: every call renews it. After the team's silence nobody counts the agent as on its item.

Nothing has to run for that: whoever reads compares the last call with the clock, as for an age.
"""

from datetime import datetime, timedelta

from queue_app.domain.team.team import Team


def silence(team: Team) -> timedelta:
    """How long an agent of the team may say nothing."""
    return timedelta(minutes=team.agent_silence)


def heard_since(team: Team, now: datetime) -> datetime:
    """An agent whose last call was before this moment is silent."""
    return now - silence(team)


def lease_end(team: Team, seen_at: datetime) -> datetime:
    """When the agent becomes silent, if it says nothing more."""
    return seen_at + silence(team)
