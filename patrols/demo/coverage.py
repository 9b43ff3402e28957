"""The chief's own hours of the demo: the night market, the school gate."""

from patrols.actions import needs
from patrols.demo.volunteers import SHOWN
from patrols.models import PatrolPoint
from patrols.workflow.coverage import NeedSource
from station.models import Area, Post
from station.roles import Role

# what for, days, from, until, minutes, kind of point
HOURS = (
    ("夜市", (4, 5, 6), 19, 22, 60, "street"),
    ("学生上学", (0, 1, 2, 3, 4), 7, 8, 40, "school"),
    ("学生放学", (0, 1, 2, 3, 4), 16, 18, 40, "school"),
)


def make(*, chance, at, scale) -> str:
    """For the station of the demo accounts."""
    township = Area.objects.filter(code=SHOWN).select_related("parent").first()
    if township is None:
        return "no station to show"
    posts = Post.objects.valid(on=at.date()).for_role(Role.STATION_CHIEF)
    chief = posts.filter(area=township.parent).select_related("user").first().user
    points = PatrolPoint.objects.in_use().filter(area__path__startswith=township.path)
    village = Area.objects.below(township).filter(kind=Area.Kind.COMMUNITY)
    usual = village.order_by("-code").first()
    for title, days, first, last, minutes, kind in HOURS:
        point = points.filter(kind=kind).select_related("area").order_by("pk").first()
        facts = needs.Facts(
            source=NeedSource.OWN,
            area=point.area if point else usual,
            point=point,
            title=title,
            weekdays=days,
            from_hour=first,
            until_hour=last,
            minutes=minutes,
        )
        needs.create(facts=facts, by=chief, at=at)
    return f"{len(HOURS)} hours of need"
