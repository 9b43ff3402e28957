"""What alerts bring to the shared pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud import search_alerts
from antifraud.demo import alerts as demo
from antifraud.lists.alerts import ALERTS
from antifraud.models import Alert
from antifraud.notices import alerts as notices
from station.registry import Conversion, NavItem, OriginFacts, Subject, registry


def describe(alert) -> OriginFacts:
    """The place and the words, for what is made of it."""
    return OriginFacts(area=alert.area, text=alert.body, what=alert.title)


registry.add_demo("alerts", demo.make, order=68)
registry.add_list(ALERTS)
registry.add_search(search_alerts.ALERTS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("alerts", notices.owed)
registry.add_subject(
    "antifraud.alert",
    Subject(pgettext_lazy("fraud", "Alert"), "speakerphone", describe),
)
registry.add_conversions(
    Conversion(
        key="alert",
        label=_("Write an alert"),
        icon="speakerphone",
        url_name="antifraud:alert_create",
        permission="alert.create",
        origins=frozenset({"antifraud.fraudcase"}),
        order=70,
    )
)
registry.add_nav(
    NavItem(
        key="alerts",
        label=pgettext_lazy("fraud", "Alerts"),
        icon="speakerphone",
        url_name="antifraud:alert_list",
        permission="alert.view",
        order=20,
        section="antifraud",
        waiting=lambda user: (
            Alert.objects.visible_to(user, "approve").waiting().not_of(user)
        ),
    ),
    NavItem(
        key="alerts_read",
        label=_("What went out"),
        icon="messages",
        url_name="antifraud:alert_read",
        permission="alert.read",
        order=22,
        section="antifraud",
    ),
    NavItem(
        key="alert_new",
        label=_("Write an alert"),
        icon="speakerphone",
        url_name="antifraud:alert_create",
        permission="alert.create",
        order=60,
        place="add",
    ),
)
registry.add_event_labels(
    alert__drafted=_("Alert written"),
    alert__edited=_("Alert changed"),
    alert__addressed=_("Groups of the alert chosen"),
    alert__submitted=_("Alert handed in"),
    alert__taken_back=_("Alert taken back by its writer"),
    alert__given_back=_("Alert given back"),
    alert__approved=_("Alert approved"),
    alert__withdrawn=_("Alert withdrawn"),
)
