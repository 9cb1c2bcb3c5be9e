"""Write the forecast record of a team day by day, and read it."""

from datetime import timedelta

from sqlalchemy import select

from queue_app.store.forecast.forecasts import forecast_now
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.tables import QUOTE
from queue_app.usecases.forecast.record import keep_record
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast

DAY = timedelta(days=1)


def quoted(cast: Cast, **where):
    query = select(QUOTE).where(QUOTE.c.team_id == cast.team).order_by(QUOTE.c.day, QUOTE.c.about, QUOTE.c.place)
    for name, value in where.items():
        query = query.where(QUOTE.c[name] == value)
    with cast.doors.reading() as conn:
        return conn.execute(query).all()


def told(cast: Cast):
    with cast.doors.reading() as conn:
        return forecast_now(conn, cast.team, cast.now)


def keep(cast: Cast) -> int:
    return keep_record(cast.doors, cast.team, cast.now)


def forgotten(cast: Cast) -> None:
    """Delete all quotes of the team."""

    def write(conn) -> None:
        conn.execute(QUOTE.delete().where(QUOTE.c.team_id == cast.team))
        forget_backward_quotes(conn, cast.team)

    cast.untold(write)


def work_for(cast: Cast, days: int) -> None:
    """Pull and finish one item on each working day, and write the record every day."""
    for _ in range(days):
        keep(cast)
        if cast.now.weekday() < 5:
            number = cast.do(pull_top, by=cast.alice, others="leave").result["item"]
            cast.do(finish, by=cast.alice, item=number)
        cast.now += DAY
