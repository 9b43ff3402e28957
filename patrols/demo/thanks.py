"""Thanks, certificates and merit points of the demo."""

from datetime import timedelta

from django.utils import timezone

from patrols import hours
from patrols.actions import certificates, thanks
from patrols.models import Volunteer
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"  # the township of the demo accounts
WORDS = (
    "国庆期间连续值守夜市，秩序井然，辛苦了。",
    "雨天坚持护学，家长们都夸。",
    "及时发现消防通道堵塞，避免了一起事故。",
    "帮走失老人找到家，全家来所里致谢。",
)
CERTIFIED = 3


def make(*, chance, at, scale) -> str:
    """Words for those who served most, a certificate for some, points turned on."""
    station = Area.objects.filter(kind=Area.Kind.STATION, children__code=SHOWN).first()
    if station is None:
        return "no station to show"
    chief = Post.objects.for_role(Role.STATION_CHIEF).filter(area=station)
    by = chief.select_related("user").order_by("pk")[0].user
    merit = thanks.Merit(is_on=True, per_hour=1, most_hours=16, per_settled=5)
    step = {"by": by, "at": at - timedelta(days=1)}
    thanks.set_rule(area=station, merit=merit, version=None, **step)
    served = _busiest(at=at)
    for number, volunteer in enumerate(served):
        thanks.say(
            volunteer=volunteer,
            text=WORDS[number % len(WORDS)],
            is_public=volunteer.may_be_published,
            **step,
        )
    for volunteer in served[:CERTIFIED]:
        _certify(volunteer, at=at, by=by)
    return f"{len(served)} words of thanks"


def _days(at) -> dict:
    """The last months, whole days."""
    until_on = timezone.localdate(at) - timedelta(days=1)
    return {"from_on": until_on - timedelta(days=120), "until_on": until_on}


def _busiest(*, at) -> list[Volunteer]:
    """Those with the most minutes of the last months; members of the shown teams."""
    rows = Volunteer.objects.active().filter(memberships__team__isnull=False)
    ids = list(rows.values_list("pk", flat=True))
    served = hours.minutes_of(ids, **_days(at))
    first = sorted(filter(served.get, served), key=lambda pk: (-served[pk], pk))
    return list(Volunteer.objects.filter(pk__in=first[: 2 * len(WORDS)]))


def _certify(volunteer: Volunteer, *, by, at) -> None:
    certificates.issue(
        volunteer=volunteer, **_days(at), by=by, at=at - timedelta(hours=2)
    )
