"""What waves bring to the shared pages."""

from django.utils.translation import gettext_lazy

from antifraud.demo import waves as demo
from antifraud.lists.waves import WAVES
from antifraud.models import Wave
from antifraud.notices import waves as notices
from antifraud.workflow.waves import WaveStatus
from station.registry import NavItem, OriginFacts, Subject, registry

FIGURES = gettext_lazy("%(n)s cases in %(days)s days, %(expected)s expected")


def describe(wave) -> OriginFacts:
    """The place, the type and the group, for the alert that is written of it."""
    figures = {
        "n": wave.observed,
        "days": wave.days,
        "expected": f"{wave.expected:.1f}",
    }
    return OriginFacts(area=wave.area, what=str(wave), text=FIGURES % figures)


def undecided(user):
    """What this person may judge and nobody has."""
    return Wave.objects.visible_to(user, "decide").undecided()


registry.add_list(WAVES)
registry.add_demo("waves", demo.make, order=70)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("waves", notices.owed)
registry.add_subject(
    "antifraud.wave", Subject(gettext_lazy("Wave"), "trending-up", describe)
)
for made in ("alert", "outreach"):
    registry.add_origin(
        made, "antifraud.wave", lambda wave: wave.status != WaveStatus.FALSE
    )
registry.add_nav(
    NavItem(
        key="waves",
        label=gettext_lazy("Waves"),
        icon="trending-up",
        url_name="antifraud:wave_list",
        permission="wave.view",
        order=30,
        section="antifraud",
        waiting=undecided,
    )
)
registry.add_event_labels(
    wave__raised=gettext_lazy("Wave found in the figures"),
    wave__confirmed=gettext_lazy("Judged: it is a wave"),
    wave__dismissed=gettext_lazy("Judged: no wave"),
    wave__over=gettext_lazy("Calm again; watched anew"),
    wave_setting__set=gettext_lazy("Judging of waves set"),
    wave_setting__dropped=gettext_lazy("Judging of waves taken back"),
)
