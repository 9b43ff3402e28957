"""Briefings as they are given from door to door."""

from datetime import timedelta

from antifraud.actions import briefings as actions
from antifraud.models import HandedOver, ScamType
from households.models import Household
from station.models import Post
from station.roles import Role

AN_OFFICER = 4  # briefings each


def make(*, chance, at, scale) -> str:
    """A few for every community officer who has households."""
    types = list(ScamType.objects.active().in_order())
    posts = Post.objects.valid(on=at.date()).filter(role=Role.COMMUNITY_OFFICER)
    made = 0
    for post in posts.select_related("user", "area").order_by("pk"):
        rows = Household.objects.filter(area__path__startswith=post.area.path)
        homes = list(rows.select_related("area").order_by("pk")[:60])
        for home in chance.sample(homes, min(AN_OFFICER, len(homes))):
            person = home.residents.order_by("pk").first()
            if person is None:
                continue
            when = at - timedelta(
                days=chance.randint(0, 80), hours=chance.randint(1, 9)
            )
            actions.brief(
                area=home.area,
                household=home,
                told=actions.Told(
                    scam_types=tuple(chance.sample(types, chance.randint(1, 3))),
                    briefed_at=when,
                    resident=person,
                    handed_over=tuple(
                        chance.sample(HandedOver.values, chance.randint(0, 3))
                    ),
                ),
                by=post.user,
                at=when,
            )
            made += 1
    return f"{made} briefings"
