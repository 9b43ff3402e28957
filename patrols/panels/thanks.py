"""Hours and thanks on the volunteer's own page; certificates and merit points."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patrols import hours, merits
from patrols.actions.volunteer_facts import AHEAD
from patrols.demo import thanks as demo
from patrols.lists.certificates import CERTIFICATES
from patrols.notices import thanks as notices
from station import working_days
from station.registry import NavItem, Panel, registry

SHOWN = 3


def service(request, volunteer) -> dict:
    """What this person served this month and this year, and who said thanks."""
    now = timezone.now()
    today = working_days.local_date(now)
    new_year = today.replace(month=1, day=1)
    policies = volunteer.insurances.filter(from_on__lte=today, until_on__gte=today)
    insured_until = policies.aggregate(last=Max("until_on"))["last"]
    return {
        "volunteer": volunteer,
        "month": hours.of(volunteer, from_on=today.replace(day=1), until_on=today),
        "year": hours.of(volunteer, from_on=new_year, until_on=today),
        "merits": merits.of(volunteer, from_on=new_year, until_on=today),
        "thanks": volunteer.thanks.select_related("said_by")[:SHOWN],
        "insured_until": insured_until,
        "insurance_ends": insured_until and insured_until <= today + AHEAD,
        "now": now,
    }


registry.add_demo("thanks", demo.make, order=66)
registry.add_list(CERTIFICATES)
registry.add_panel(
    "volunteer", Panel("service", "patrols/_service_panel.html", service, 50)
)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_nav(
    NavItem(
        key="honour_roll",
        label=_("Roll of honour"),
        icon="award",
        url_name="patrols:honour_roll",
        permission="thanks.create",
        order=66,
        section="patrols",
    ),
    NavItem(
        key="certificates",
        label=_("Certificates of service"),
        icon="certificate",
        url_name="patrols:certificate_list",
        permission="certificate.edit",
        order=67,
        section="patrols",
    ),
    NavItem(
        key="merit_rules",
        label=_("Merit points"),
        icon="star",
        url_name="patrols:merit_rules",
        permission="merit_rule.edit",
        order=84,
        place="manage",
    ),
)
registry.add_event_labels(
    certificate__issued=_("Certificate of service issued"),
    certificate__voided=_("Certificate of service voided"),
    volunteer__thanked=_("Words of thanks"),
    volunteer__thanks_off=_("Thanks taken back"),
    merit_rule__set=_("Merit points set"),
)
