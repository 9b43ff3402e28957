"""The place somebody writes from, with all that is decided for it, read in one go."""

from datetime import datetime

from django.db import connection, models
from django.utils.functional import cached_property

from households.charge import LINE, Charge
from households.models import MessageLimit
from households.reply_limits import ReplyClock, limits_from
from station.models import Area, CalendarDay, OfficeHours, Post, User
from station.working_days import WorkingCalendar, local_date
from station.working_hours import WorkingClock, usual_hours

# What each column says is as in Area.objects.above, charge_of, limits_of and clock_of;
# a test holds it to them.
READ = """
WITH above AS (
    SELECT id, kind, name, short_name, code, path, profile
    FROM station_area WHERE path = ANY(%(paths)s::text[])
), posts AS (
    SELECT p.id, p.role, p.area_id, p.user_id, p.from_on, p.is_acting, u.badge_number,
        u.name
    FROM station_post p JOIN station_user u ON u.id = p.user_id AND u.is_active
    WHERE p.area_id IN (SELECT id FROM above) AND p.role = ANY(%(roles)s::text[])
        AND p.from_on <= %(on)s::date
        AND (p.until_on IS NULL OR p.until_on >= %(on)s::date)
), stations AS (SELECT id FROM above WHERE kind = 'station')
SELECT (SELECT json_agg(above ORDER BY path) FROM above),
    (SELECT json_agg(posts) FROM posts),
    (SELECT json_agg(found) FROM households_messagelimit found
        WHERE station_id IN (SELECT id FROM stations)),
    (SELECT json_agg(found) FROM station_officehours found
        WHERE station_id IN (SELECT id FROM stations)),
    (SELECT json_agg(found) FROM station_calendarday found)
"""


class Spot:
    """A village, a grid or a station at one moment.

    One sending asks for the same things several times: the form, the page around it, the
    due time, the number, the reminders. Keep it no longer than one request.
    """

    def __init__(self, area: Area, *, at: datetime) -> None:
        self.area, self.at = area, at

    @cached_property
    def above(self) -> list[Area]:
        """Everything the area lies in, from the top, and itself."""
        return _made(Area, self._read[0])

    @cached_property
    def station(self) -> Area | None:
        return self._nearest(Area.Kind.STATION)

    @cached_property
    def name(self) -> str:
        """Village and grid, as a neighbour says them."""
        inner = {Area.Kind.COMMUNITY, Area.Kind.GRID}
        names = [area.short_name for area in self.above if area.kind in inner]
        return " · ".join(names) or self.area.short_name

    @property
    def code(self) -> str:
        """The township's nine figures; where there is none, those of the nearest area."""
        township = self._nearest(Area.Kind.TOWNSHIP)
        coded = [area.code for area in self.above if area.code]
        if township is not None and township.code:
            coded.append(township.code)
        return (coded[-1] if coded else f"{self.area.pk:09d}")[:9]

    @cached_property
    def charge(self) -> Charge:
        """Who answers for it today: names and posts, no faces."""
        rows = self._read[1] or []
        areas = {area.pk: area for area in self.above}
        posts = _made(Post, rows)
        people = _made(User, [row | {"id": row["user_id"]} for row in rows])
        for post, user in zip(posts, people, strict=True):
            post.user, post.area = user, areas[post.area_id]
        return Charge.over(self.area, posts)

    @cached_property
    def clock(self) -> ReplyClock:
        _above, _posts, limits, hours, days = self._read
        hours = _made(OfficeHours, hours)
        days = {row.day: row for row in _made(CalendarDay, days)}
        return ReplyClock(
            self.area,
            limits=limits_from(_made(MessageLimit, limits)),
            office=WorkingClock(
                WorkingCalendar(days), hours[0].spans if hours else usual_hours()
            ),
        )

    def _nearest(self, kind: str) -> Area | None:
        return next((area for area in reversed(self.above) if area.kind == kind), None)

    @cached_property
    def _read(self) -> tuple:
        values = {
            "paths": self.area.path_above,
            "roles": [str(role) for role in LINE],
            "on": local_date(self.at),
        }
        with connection.cursor() as cursor:
            cursor.execute(READ, values)
            return cursor.fetchone()


def _made(model: type[models.Model], rows: list[dict] | None) -> list:
    """The records of these rows; what was not read is asked for when it is needed."""
    return [_record(model, row) for row in rows or []]


def _record(model: type[models.Model], row: dict) -> models.Model:
    fields = [f for f in model._meta.concrete_fields if f.attname in row]
    values = [f.to_python(row[f.attname]) for f in fields]
    return model.from_db("default", [f.attname for f in fields], values)
