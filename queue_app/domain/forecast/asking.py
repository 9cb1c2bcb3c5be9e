"""Which day a question about dates means: the one that it names, else the end of the working week in four weeks."""

from datetime import date, timedelta

from queue_app.domain.errors import N_, InputError
from queue_app.domain.forecast.forecast import Forecast

AHEAD, FRIDAY = timedelta(days=28), 4


def day_meant(by: date | None, forecast: Forecast) -> date:
    """The day. Raises InputError for one that is over, or that the forecast does not reach."""
    if by is None:
        ahead = forecast.today + AHEAD
        return ahead + timedelta(days=max(0, FRIDAY - ahead.weekday()))
    if by < forecast.today:
        raise InputError("by", N_("Choose a day that is still to come."))
    if by > forecast.last:
        raise InputError("by", N_("Choose a day within the next three years: further ahead nobody knows."))
    return by
