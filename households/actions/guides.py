"""Guides to the matters of a station: written, published, replaced; never altered."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import ServiceGuide, ServiceMatter
from households.models.service_guide import GUIDE_TEXTS
from households.service_texts import STARTERS
from households.workflow.services import GuideStatus, ServiceKind, allows
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TEXTS = (*GUIDE_TEXTS, *(f"{name}_en" for name in GUIDE_TEXTS))
RULES = ("offers", "working_days", "reopen_days", "order", "is_active")


@transaction.atomic
def add_matter(
    *,
    area: Area,
    slug: str,
    texts: dict[str, str],
    by: User,
    at: datetime,
    offers: Sequence[str] = (ServiceKind.APPOINTMENT,),
    working_days: int = 3,
    reopen_days: int = 15,
    order: int = 100,
    is_active: bool = True,
) -> ServiceMatter:
    """A new matter with the draft of its first guide."""
    if area.kind != Area.Kind.STATION:
        raise RuleError(_("Guides belong to a station."), code="area")
    twin = {
        "households_servicematter_slug_unique": _("There is a page of this address.")
    }
    with refusing_twins(**twin):
        matter = ServiceMatter.objects.create(
            area=area,
            slug=slug,
            title=texts.get("title", ""),
            title_en=texts.get("title_en", ""),
            offers=list(offers),
            working_days=working_days,
            reopen_days=reopen_days,
            order=order,
            is_active=is_active,
        )
    ServiceGuide.objects.create(matter=matter, area=area, edition=1, **_only(texts))
    record(kind="guide.added", subject=matter, by=by, at=at)
    return matter


@transaction.atomic
def set_rules(
    *,
    matter: ServiceMatter,
    by: User,
    at: datetime,
    version: int | None = None,
    **rules,
) -> ServiceMatter:
    """How a matter can be done and within which time; not the guide's text."""
    matter = lock(matter, version=version)
    before = ServiceMatter(**{name: getattr(matter, name) for name in RULES})
    for name in RULES:
        setattr(matter, name, rules.get(name, getattr(matter, name)))
    changes = differences(before, matter, RULES)
    if changes:
        matter.version += 1
        matter.save()
        record(kind="guide.rules", subject=matter, by=by, at=at, changes=changes)
    return matter


@transaction.atomic
def write(
    *,
    guide: ServiceGuide,
    texts: dict[str, str],
    by: User,
    at: datetime,
    version: int | None = None,
) -> ServiceGuide:
    """Change a draft; what is published stays as it is."""
    guide = lock(guide, version=version)
    if not guide.is_draft:
        raise RuleError(
            _("A published guide is never altered. Begin a new edition."),
            code="published",
        )
    for name, text in _only(texts).items():
        setattr(guide, name, text)
    guide.version += 1
    guide.save()
    record(kind="guide.written", subject=guide, by=by, at=at, also=[guide.matter])
    return guide


@transaction.atomic
def begin_edition(*, matter: ServiceMatter, by: User, at: datetime) -> ServiceGuide:
    """The draft of the next edition, with the texts of the last one."""
    matter = lock(matter)
    last = matter.guides.order_by("-edition").first()
    if last is not None and last.is_draft:
        return last
    texts = {name: getattr(last, name) for name in TEXTS} if last else {}
    guide = ServiceGuide.objects.create(
        matter=matter,
        area=matter.area,
        edition=last.edition + 1 if last else 1,
        **texts,
    )
    record(kind="guide.begun", subject=guide, by=by, at=at, also=[matter])
    return guide


@transaction.atomic
def publish(
    *, guide: ServiceGuide, by: User, at: datetime, version: int | None = None
) -> ServiceGuide:
    """From now on it is what residents read; the edition before is kept for good."""
    matter = lock(guide.matter)
    guide = lock(guide, version=version)
    if not allows(guide.status, GuideStatus.PUBLISHED):
        raise RuleError(_("This edition was published already."), code="published")
    if not guide.title.strip() or not guide.papers.strip():
        raise RuleError(_("A guide needs a title and its papers."), code="incomplete")
    for former in matter.guides.filter(status=GuideStatus.PUBLISHED):
        former.status = GuideStatus.REPLACED
        former.version += 1
        former.save()
    guide.status = GuideStatus.PUBLISHED
    guide.published_at, guide.published_by = at, by
    guide.version += 1
    guide.save()
    matter.title, matter.title_en = guide.title, guide.title_en
    matter.save()
    record(kind="guide.published", subject=guide, by=by, at=at, also=[matter])
    return guide


@transaction.atomic
def adopt_starters(*, area: Area, by: User, at: datetime) -> int:
    """Take over the guides most stations begin with, as drafts to be checked.

    What the station has under the same address stays as it is.
    """
    wanted = missing_starters(area)
    for starter in wanted:
        add_matter(area=area, by=by, at=at, **starter)
    if wanted:
        changes = {"added": [0, len(wanted)]}
        record(
            kind="guide.adopted",
            subject=area,
            by=by,
            at=at,
            area=area,
            changes=changes,
        )
    return len(wanted)


def missing_starters(area: Area) -> list[dict]:
    """The starters a station does not have yet, with their place in the list."""
    known = set(ServiceMatter.objects.filter(area=area).values_list("slug", flat=True))
    return [
        {"order": 10 * place, **starter}
        for place, starter in enumerate(STARTERS, start=1)
        if starter["slug"] not in known
    ]


def _only(texts: dict[str, str]) -> dict[str, str]:
    return {name: texts[name].strip() for name in TEXTS if name in texts}
