"""Rounds of briefings under way in two villages."""

from antifraud.actions import briefing_rounds as actions
from antifraud.models import ScamType
from station.errors import RuleError
from station.models import Post
from station.roles import Role

OFFICERS = 2


def make(*, chance, at, scale) -> str:
    """The next days of two community officers."""
    types = tuple(ScamType.objects.valid(on=at.date()).in_order()[:3])
    posts = Post.objects.valid(on=at.date()).filter(role=Role.COMMUNITY_OFFICER)
    made = 0
    for post in posts.select_related("user", "area").order_by("pk")[: OFFICERS * 3 : 3]:
        found = actions.Plan(
            officer=post.user,
            area=post.area,
            first_on=at.date(),
            days=2,
            a_day=4,
            scam_types=types,
        )
        try:
            actions.plan(found=found, by=post.user, at=at)
        except RuleError:  # the day's round is full or over
            continue
        made += 1
    return f"{made} rounds of briefings"
