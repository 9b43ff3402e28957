"""The directory of online services: kept by the station, or by the county for all."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.common_services import COMMON
from households.models import OnlineService
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "households_onlineservice_title_once_per_area"
FIELDS = (
    "title_zh",
    "title_en",
    "purpose_zh",
    "purpose_en",
    "url",
    "hint",
    "position",
    "is_active",
)
OFFERED_BY = (Area.Kind.STATION, Area.Kind.COUNTY)


@transaction.atomic
def create(*, area: Area, by: User, at: datetime, **facts) -> OnlineService:
    """Add a service to the directory."""
    _check_area(area)
    service = OnlineService(area=area, **_checked(facts))
    with refusing_twins(**{TWIN: _("This service is in the list already.")}):
        service.save(force_insert=True)
    record(kind="online_service.created", subject=service, by=by, at=at)
    return service


@transaction.atomic
def edit(
    *,
    service: OnlineService,
    by: User,
    at: datetime,
    version: int | None = None,
    **facts,
) -> OnlineService:
    """Set it right, put it elsewhere in the list, or show it no more."""
    after = lock(service, version=version)
    before = copy.copy(after)
    stands = {name: getattr(after, name) for name in FIELDS}
    for name, value in _checked(stands | facts).items():
        setattr(after, name, value)
    after.version += 1
    with refusing_twins(**{TWIN: _("This service is in the list already.")}):
        after.save()
    record(
        kind="online_service.edited",
        subject=after,
        by=by,
        at=at,
        changes=differences(before, after, FIELDS),
    )
    return after


@transaction.atomic
def adopt_common(*, area: Area, by: User, at: datetime) -> int:
    """Take over the common list; what the office has already stays as it is."""
    _check_area(area)
    rows = [
        OnlineService(
            area=area,
            title_zh=title_zh,
            title_en=title_en,
            purpose_zh=purpose_zh,
            purpose_en=purpose_en,
            url=url,
            hint=hint,
            position=10 * place,
        )
        for place, (title_zh, title_en, purpose_zh, purpose_en, url, hint) in enumerate(
            COMMON, start=1
        )
    ]
    before = OnlineService.objects.filter(area=area).count()
    OnlineService.objects.bulk_create(rows, ignore_conflicts=True)
    added = OnlineService.objects.filter(area=area).count() - before
    if added:
        record(
            kind="online_service.adopted",
            subject=area,
            by=by,
            at=at,
            area=area,
            changes={"added": [0, added]},
        )
    return added


def _check_area(area: Area) -> None:
    if area.kind not in OFFERED_BY or not area.is_active:
        raise RuleError(_("The directory belongs to a station or the county."))


def _checked(facts: dict) -> dict:
    for name in ("title_zh", "purpose_zh"):
        if not facts[name].strip():
            raise RuleError(_("Name it and say what it is for."), code=f"no_{name}")
    if not (facts.get("url") or facts.get("hint")):
        raise RuleError(
            _("Give a web address, or say where residents find it."), code="no_way"
        )
    return facts
