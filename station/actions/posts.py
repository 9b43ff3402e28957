"""Posts: who may appoint whom, where and until when.

Rights follow from the posts valid today, so ending a post takes effect at the next
request. Nobody appoints themselves; who runs or audits the system holds nothing else.
"""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from station import policy
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, Post, User
from station.roles import SEPARATED, Role

APPOINTS = {
    Role.STATION_CHIEF: frozenset(
        {
            Role.AUXILIARY_OFFICER,
            Role.COMMUNITY_OFFICER,
            Role.VOLUNTEER,
            Role.MEDIATOR,
            Role.PARTNER,
            Role.API_CLIENT,
        }
    ),
    Role.COUNTY_SUPERVISOR: frozenset({Role.STATION_CHIEF, Role.API_CLIENT}),
}
PLACES = {
    Role.STATION_CHIEF: frozenset({"station"}),
    Role.COUNTY_SUPERVISOR: frozenset({"county"}),
    Role.COMMUNITY_OFFICER: frozenset({"station", "township", "community", "grid"}),
    Role.AUXILIARY_OFFICER: frozenset({"station", "township", "community", "grid"}),
}


def appointable(by: User) -> list[Role]:
    """The roles this person may give, in the order of the list."""
    given = frozenset().union(*(APPOINTS.get(role, frozenset()) for role in by.roles))
    return [role for role in Role if role in given]


@transaction.atomic
def appoint(
    *,
    user: User,
    role: str,
    area: Area,
    from_on: date,
    by: User | None,
    at: datetime,
    until_on: date | None = None,
    duty: str = "",
    is_acting: bool = False,
) -> Post:
    """Give somebody a post; without ``by`` the person at the server's console does."""
    if by is not None:
        _check_right(by, user, role, area)
    return give(
        user=user,
        role=role,
        area=area,
        from_on=from_on,
        until_on=until_on,
        duty=duty,
        is_acting=is_acting,
        by=by,
        at=at,
    )


@transaction.atomic
def give(
    *,
    user: User,
    role: str,
    area: Area,
    from_on: date,
    by: User | None,
    at: datetime,
    until_on: date | None = None,
    duty: str = "",
    is_acting: bool = False,
) -> Post:
    """The post itself, for whoever has checked the right by a rule of their own.

    So a volunteer whom the community officer has vetted may sign in.
    """
    user = lock(user)  # two appointments at once must see each other
    _check_fit(user, role, area)
    _check_dates(from_on, until_on, is_acting=is_acting)
    _check_separated(user, role, from_on, until_on)
    post = Post(
        user=user,
        role=role,
        area=area,
        from_on=from_on,
        until_on=until_on,
        duty=duty if role == Role.PARTNER else "",
        is_acting=is_acting,
    )
    _save(post)
    record(
        kind="post.created",
        subject=post,
        also=[user, area],
        area=area,
        by=by,
        at=at,
        changes=_facts(post),
    )
    return post


@transaction.atomic
def end(
    *, post: Post, last_on: date, by: User, at: datetime, version: int | None = None
) -> Post | None:
    """Let a post end with that day; a day before its first takes it back whole."""
    _check_charge(by, post)
    return finish(post=post, last_on=last_on, by=by, at=at, version=version)


@transaction.atomic
def finish(
    *, post: Post, last_on: date, by: User, at: datetime, version: int | None = None
) -> Post | None:
    """The same, for whoever has checked the right by a rule of their own."""
    post = lock(post, version=version)
    if post.until_on is not None and post.until_on < last_on:
        raise RuleError(_("The post ends before that day already."), code="already")
    facts = {"until_on": [_day(post.until_on), last_on.isoformat()]}
    record(
        kind="post.ended",
        subject=post,
        also=[post.user, post.area],
        area=post.area,
        by=by,
        at=at,
        changes=facts,
    )
    if last_on < post.from_on:
        post.delete()
        return None
    post.until_on = last_on
    post.version += 1
    _save(post)
    return post


@transaction.atomic
def prolong(
    *,
    post: Post,
    until_on: date | None,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Post:
    """Move the end of a post that still runs."""
    _check_charge(by, post)
    post = lock(post, version=version)
    _check_dates(post.from_on, until_on, is_acting=post.is_acting)
    _check_separated(post.user, post.role, post.from_on, until_on, but=post.pk)
    facts = {"until_on": [_day(post.until_on), _day(until_on)]}
    post.until_on = until_on
    post.version += 1
    _save(post)
    record(
        kind="post.prolonged",
        subject=post,
        also=[post.user, post.area],
        area=post.area,
        by=by,
        at=at,
        changes=facts,
    )
    return post


def day_before(day: date) -> date:
    """The last day of a post that ends at once."""
    return day - timedelta(days=1)


def _check_right(by: User, user: User, role: str, area: Area) -> None:
    if user == by:
        raise RuleError(_("Nobody appoints themselves."), code="forbidden")
    if role not in appointable(by):
        raise RuleError(_("Your post does not give out this role."), code="forbidden")
    if not policy.covers(by, "post.create", area):
        raise RuleError(_("This area is not in your charge."), code="forbidden")


def _check_charge(by: User, post: Post) -> None:
    if post.user_id == by.pk:
        raise RuleError(_("Nobody changes their own post."), code="forbidden")
    if post.role not in appointable(by):
        raise RuleError(_("Your post does not give out this role."), code="forbidden")
    if not policy.covers(by, "post.edit", post.area):
        raise RuleError(_("This area is not in your charge."), code="forbidden")


def _check_fit(user: User, role: str, area: Area) -> None:
    if not user.is_active:
        raise RuleError(_("The account is locked."))
    if user.is_service != (role == Role.API_CLIENT):
        raise RuleError(_("A machine holds a client's post, a person any other."))
    allowed = PLACES.get(role)
    if allowed and area.kind not in allowed:
        raise RuleError(
            _("%(role)s is no post for %(area)s.")
            % {"role": Role(role).label, "area": area}
        )


def _check_dates(from_on: date, until_on: date | None, *, is_acting: bool) -> None:
    if until_on is not None and until_on < from_on:
        raise RuleError(_("The last day lies before the first."))
    if is_acting and until_on is None:
        raise RuleError(_("An acting post needs a last day."))


def _check_separated(user, role, from_on, until_on, *, but=None) -> None:
    beside = Post.objects.filter(user=user).exclude(pk=but)
    beside = beside.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    if until_on is not None:
        beside = beside.filter(from_on__lte=until_on)
    if role in SEPARATED:
        beside = beside.exclude(role=role)
    else:
        beside = beside.filter(role__in=SEPARATED)
    if beside.exists():
        raise RuleError(
            _("Who runs or audits the system holds no other post beside."),
            code="separated",
        )


def _save(post: Post) -> None:
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as error:
        raise RuleError(
            _("The person already holds this post on some of these days."),
            code="overlap",
        ) from error


def _facts(post: Post) -> dict[str, list]:
    return {
        "role": [None, post.role],
        "from_on": [None, _day(post.from_on)],
        "until_on": [None, _day(post.until_on)],
        "is_acting": [None, post.is_acting],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
