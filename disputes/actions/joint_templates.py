"""Templates of joint mediations: a station makes those that ship its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.joint_parts import said, save
from disputes.models import JointTemplate
from disputes.workflow.joint import PartnerKind
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User


@dataclass(frozen=True)
class Words:
    """What a template says, and whom it asks."""

    title_zh: str
    title_en: str = ""
    purpose_zh: str = ""
    purpose_en: str = ""
    invites: tuple[str, ...] = ()
    is_active: bool = True


@transaction.atomic
def adapt(
    *,
    template: JointTemplate,
    station: Area,
    words: Words,
    version: int,
    by: User,
    at: datetime,
) -> JointTemplate:
    """Say it in the station's own way; what ships stays as it is for the others."""
    station = lock(station)
    template = lock(template, version=version)
    if set(words.invites) - set(PartnerKind.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    own = _own(template, station)
    own.title_zh = said(words.title_zh, code="no_title", message=_("Give it a title."))
    own.title_en, own.purpose_zh = words.title_en.strip(), words.purpose_zh.strip()
    own.purpose_en, own.is_active = words.purpose_en.strip(), words.is_active
    own.invites = [kind for kind in PartnerKind.values if kind in words.invites]
    save(own)
    record(kind="joint_template.adapted", subject=own, by=by, at=at, area=station)
    return own


def _own(template: JointTemplate, station: Area) -> JointTemplate:
    """The station's own row of this kind, made when it is first adapted."""
    if template.station_id is not None:
        return template
    found = JointTemplate.objects.filter(kind=template.kind, station=station)
    return found.first() or JointTemplate(
        kind=template.kind, station=station, position=template.position, version=0
    )
