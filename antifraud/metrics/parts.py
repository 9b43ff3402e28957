"""By what figures of anti-fraud work can be parted, and what they are counted in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import ScamType
from antifraud.models.wave import ALL_GROUPS
from antifraud.workflow.alerts import Form, NoticeKind
from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.dissuasions import Ending, Origin, Risk
from antifraud.workflow.outreach import OutreachKind, Topic
from antifraud.workflow.people import AgeBand, Group
from antifraud.workflow.school import AgeGroup, Direction
from station.metrics.declared import Split

CASES = pgettext_lazy("unit", "cases")
YUAN = pgettext_lazy("unit", "yuan")
PEOPLE = pgettext_lazy("unit", "people")


def type_words() -> dict[str, str]:
    """Every scam type by its id; also those that are no longer chosen."""
    return {str(row.pk): str(row) for row in ScamType.objects.order_by("pk")}


def _codes(choices):
    return lambda: dict(choices.choices)


TYPE = Split("scam_type", "scam_type_id", _("scam type"), type_words)
GROUP = Split("group", "group", _("group of the victim"), _codes(Group))
AGE = Split("age", "age_band", _("age of the victim"), _codes(AgeBand))
CHANNEL = Split("channel", "channel", _("channel"), _codes(ContactWay))
OUTCOME = Split("outcome", "outcome", _("stopped or not"), _codes(Outcome))
RISK = Split("risk", "risk", _("risk"), _codes(Risk))
NOTICED_BY = Split("noticed_by", "noticed_by", _("noticed by"), _codes(Origin))
ENDING = Split("ending", "ending", _("how it ended"), _codes(Ending))
NOTICE = Split("kind", "kind", _("kind of notice"), _codes(NoticeKind))
FORM = Split("form", "form", _("form"), _codes(Form))
EVENT_KIND = Split("kind", "kind", _("kind"), _codes(OutreachKind))
TOPIC = Split("topic", "topic", pgettext_lazy("outreach", "topic"), _codes(Topic))
WAVE_GROUP = Split(
    "group", "group", _("group"), lambda: {**dict(Group.choices), "": ALL_GROUPS}
)
DIRECTION = Split("direction", "direction", _("direction"), _codes(Direction))
AGE_GROUP = Split("age", "age_group", _("age"), _codes(AgeGroup))
