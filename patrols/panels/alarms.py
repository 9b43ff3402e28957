"""What calls for help bring to the shared pages."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.forms.alarms import EMERGENCY, PressForm
from patrols.lists.alarms import ALARMS
from patrols.models import Alarm, Patrol
from patrols.notices import alarms as notices
from station import policy
from station.context import Banner
from station.registry import NavItem, OriginFacts, Panel, Subject, registry
from station.worklist.rows import written_once


def describe(alarm) -> OriginFacts:
    """Where somebody called for help."""
    return OriginFacts(area=alarm.area)


def _is_out(volunteer) -> bool:
    """On patrol, or calling for help: then the button comes first on the page."""
    return (
        Patrol.objects.running().filter(volunteer=volunteer).exists()
        or volunteer.alarms.unsettled().exists()
    )


def when_out(request, volunteer) -> dict | None:
    return of_volunteer(request, volunteer) if _is_out(volunteer) else None


def when_at_home(request, volunteer) -> dict | None:
    return None if _is_out(volunteer) else of_volunteer(request, volunteer)


def of_volunteer(request, volunteer) -> dict | None:
    """The button itself, and the call that runs."""
    if not policy.can(request.user, "alarm.create"):
        return None
    running = volunteer.alarms.unsettled().for_list().order_by("-pk").first()
    return {
        "alarm": running,
        "form": PressForm(),
        "press_url": reverse("patrols:alarm_press"),
        "emergency": EMERGENCY,
        "now": timezone.now(),
    }


def ringing(user):
    """What this person could answer and nobody has."""
    return Alarm.objects.visible_to(user, "answer").ringing()


def banner(user) -> Banner | None:
    """Above every page of an officer, until somebody answers."""
    if not policy.can(user, "alarm.answer"):
        return None
    for alarm in _longest(user, timezone.now()):
        words = _("%(name)s calls for help · %(area)s") % {
            "name": alarm.volunteer.name,
            "area": alarm.area.name,
        }
        url = reverse("patrols:alarm_detail", args=[alarm.pk])
        return Banner(format_html('<a href="{}">{}</a>', url, words), tone="red")
    return None


@written_once
def _longest(user, _now) -> QuerySet[Alarm]:
    """The call that rings longest."""
    rows = ringing(user).select_related("volunteer", "area")
    rows = rows.only("volunteer__name", "area__name", "pressed_at")
    return rows.order_by("pressed_at", "pk")[:1]


registry.add_list(ALARMS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("alarms", notices.owed)
registry.add_subject(
    "patrols.alarm", Subject(gettext_lazy("Call for help"), "urgent", describe)
)
registry.add_banner(banner)
registry.add_panel(
    "volunteer", Panel("alarm_first", "patrols/_alarm_panel.html", when_out, 1)
)
registry.add_panel(
    "volunteer", Panel("alarm", "patrols/_alarm_panel.html", when_at_home, 40)
)
registry.add_nav(
    NavItem(
        key="alarms",
        label=gettext_lazy("Calls for help"),
        icon="urgent",
        url_name="patrols:alarm_board",
        permission="alarm.answer",
        order=58,
        section="patrols",
        waiting=ringing,
    )
)
registry.add_event_labels(
    alarm__pressed=gettext_lazy("Called for help"),
    alarm__located=gettext_lazy("Position told anew"),
    alarm__climbed=gettext_lazy("Nobody answered; it rang further"),
    alarm__answered=gettext_lazy("Call answered"),
    alarm__mistaken=gettext_lazy("Said to be pressed by mistake"),
    alarm__settled=gettext_lazy("Call settled"),
)
