"""The lease of an agent: every call renews it. After the team's silence the agent no longer counts as on its item.

No job ends a lease: readers compare the last call with the clock, as for an age.
"""

from datetime import datetime, timedelta

from queue_app.domain.team.team import Team


def silence(team: Team) -> timedelta:
    """How long an agent of the team may make no call."""
    return timedelta(minutes=team.agent_silence)


def heard_since(team: Team, now: datetime) -> datetime:
    """An agent whose last call was before this moment is silent."""
    return now - silence(team)


def lease_end(team: Team, seen_at: datetime) -> datetime:
    """When the agent becomes silent if it makes no more calls."""
    return seen_at + silence(team)
