"""When the holidays are before which one looks in: some by the moon, some by the year.

The dates of the lunar ones come from the tables of the ``holidays`` package, which
reach far enough; a year beyond them has no date and nothing is planned.
"""

from datetime import date, timedelta

from holidays.calendars.chinese import _ChineseLunisolar

from households.workflow.care import Holiday

MOON = _ChineseLunisolar()
BY_MOON = {
    Holiday.SPRING: MOON.lunar_new_year_date,
    Holiday.DRAGON_BOAT: MOON.dragon_boat_date,
    Holiday.MID_AUTUMN: MOON.mid_autumn_date,
    Holiday.DOUBLE_NINTH: MOON.double_ninth_date,
}
BY_SUN = {
    Holiday.NEW_YEAR: (1, 1),
    Holiday.CHILDREN: (6, 1),
    Holiday.NATIONAL: (10, 1),
}
AHEAD = timedelta(days=14)  # from then on a visit counts for the holiday


def day_of(holiday: str, year: int) -> date | None:
    """The day of a holiday in that year of the sun."""
    if holiday in BY_SUN:
        return date(year, *BY_SUN[Holiday(holiday)])
    if holiday == Holiday.LANTERN:
        spring = day_of(Holiday.SPRING, year)
        return spring + timedelta(days=14) if spring else None
    return BY_MOON[Holiday(holiday)](year)[0]


def next_day(holiday: str, *, on: date) -> date | None:
    """The day of a holiday, today or next time."""
    days = (day_of(holiday, year) for year in (on.year, on.year + 1))
    return next((day for day in days if day and day >= on), None)


def coming(*, on: date) -> list[tuple[str, date]]:
    """Every holiday with its next day, the nearest first."""
    found = [(code, next_day(code, on=on)) for code in Holiday.values]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[1])
