"""Villages and grids whose people come and go: the figures say what the page says."""

from datetime import timedelta

from station.models import Area, Post, User
from station.roles import Duty, Role
from station.staffing import staffing_of
from tests import factories as make
from tests.factories.clock import TODAY
from tests.metrics import History, add

DAY = timedelta(days=1)


def place(chance, area):
    """A grid of the village, or one more village."""
    village = area if area.kind == "community" else area.parent
    if chance.random() < 0.6:
        return make.GridFactory(parent=village)
    return make.CommunityFactory(parent=village.parent)


def staffed(chance, row):
    """Somebody is posted here or one level up, was, or will be; some are locked."""
    role = chance.choice(
        [Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER, Role.PARTNER, Role.PARTNER]
    )
    first = TODAY + chance.randint(-10, 3) * DAY
    post = make.PostFactory(
        area=chance.choice([row, row, row, row.parent]),
        role=role,
        duty=chance.choice(Duty.values) if role == Role.PARTNER else "",
        from_on=first,
        until_on=first + chance.choice([0, 5, 40]) * DAY,
        is_acting=chance.random() < 0.3,
    )
    User.objects.filter(pk=post.user_id).update(is_active=chance.random() < 0.8)
    return {"is_active": chance.random() < 0.9}


def found(row):
    return staffing_of([row], on=TODAY)[0]


def is_village(row):
    return row.is_active and row.kind == Area.Kind.COMMUNITY


def is_grid(row):
    return row.is_active and row.kind == Area.Kind.GRID


def is_either(row):
    return is_village(row) or is_grid(row)


def has_police(row):
    team = found(row)
    return bool(team.officers or team.auxiliaries)


def acted_in(row):
    posts = Post.objects.valid(on=TODAY).filter(area=row, is_acting=True)
    return posts.filter(user__is_active=True).exists()


add(
    History(Area, place, staffed, may_go=False),
    territory__unstaffed=lambda row, at: is_either(row) and not has_police(row),
    territory__villages=lambda row, at: is_village(row),
    territory__grids=lambda row, at: is_grid(row),
    territory__no_officer=lambda row, at: is_village(row) and found(row).lacks_officer,
    territory__with_auxiliary=lambda row, at: (
        is_village(row) and not found(row).lacks_auxiliary
    ),
    territory__complete=lambda row, at: is_grid(row) and found(row).is_complete,
    territory__acting=lambda row, at: is_either(row) and acted_in(row),
)
