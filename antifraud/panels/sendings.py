"""What the sending of alerts bring to the shared pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud import sending_panels
from antifraud.demo import sendings as demo
from antifraud.lists import sending_bulk  # noqa: F401
from antifraud.lists.sendings import SENDINGS
from antifraud.notices import sendings as notices
from station.registry import NavItem, Panel, registry

registry.add_demo("sendings", demo.make, order=74)
registry.add_list(SENDINGS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("sendings", notices.owed)
registry.add_panel(
    "alert",
    Panel(
        "sendings", "antifraud/_alert_sendings.html", sending_panels.of_alert, order=20
    ),
)
registry.add_panel(
    "audience",
    Panel(
        "limits",
        "antifraud/_audience_limits.html",
        sending_panels.of_audience,
        order=60,
    ),
)
registry.add_nav(
    NavItem(
        key="sendings",
        label=_("Sendings of alerts"),
        icon="send",
        url_name="antifraud:sending_list",
        permission="alert.view",
        order=35,
        section="antifraud",
    ),
    NavItem(
        key="alert_limits",
        label=_("Limits of alerts"),
        icon="adjustments",
        url_name="antifraud:alert_limits",
        permission="alert_limit.edit",
        order=63,
        place="manage",
    ),
)
registry.add_event_labels(
    sending__planned=pgettext_lazy("event", "Alert planned for the group"),
    sending__to_hand=pgettext_lazy("event", "Alert waits to be handed over"),
    sending__unsure=pgettext_lazy("event", "Alert perhaps sent to the group"),
    sending__not_taken=pgettext_lazy("event", "Alert not taken by the group"),
    sending__sent=pgettext_lazy("event", "Alert sent to the group"),
    sending__handed_over=pgettext_lazy("event", "Alert handed over to the group"),
    sending__arrived=pgettext_lazy("event", "Alert found in the group"),
    sending__held=pgettext_lazy("event", "Alert held back"),
    sending__overridden=pgettext_lazy("event", "Alert sent past the limits"),
    sending__tried_again=pgettext_lazy("event", "Alert tried again"),
    sending__called_off=pgettext_lazy("event", "Alert called off for the group"),
    alert__done=pgettext_lazy("event", "Alert sent to all its groups"),
    alert_limit__set=_("Limits of alerts set"),
    alert_limit__dropped=_("Limits of alerts taken back"),
)
