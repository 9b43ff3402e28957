"""What webhooks bring: words of their events, the notice that one stopped, the log."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions.webhooks import PARKED
from station.alarms import chief_or_admin
from station.lists import ListColumn, ListKind
from station.models import Reminder, Webhook, WebhookDelivery
from station.registry import Notice, ReminderKind, registry
from station.webhook_filters import WebhookDeliveryFilterSet


def in_charge(reminders: list[Reminder], at) -> dict[int, list[int]]:
    """Whoever leads where the machine reads, as long as it stands still."""
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    parked = Webhook.objects.filter(pk__in=keys.values(), state=Webhook.State.PARKED)
    known = set(parked.values_list("pk", flat=True))
    return chief_or_admin([r for r in reminders if keys[r.pk] in known], at)


def parked_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which webhook stopped, and why."""
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    rows = Webhook.objects.visible_to(user).filter(pk__in=keys.values())
    hooks = {hook.pk: hook for hook in rows.select_related("user")}
    return {
        pk: Notice(
            recipient=user,
            title=_("A webhook stopped: %(machine)s · %(name)s")
            % {"machine": hooks[key].user.name, "name": hooks[key].name},
            detail=hooks[key].get_cause_display(),
            url=hooks[key].get_absolute_url(),
            outside=_("A webhook of a machine stopped."),
        )
        for pk, key in keys.items()
        if key in hooks
    }


registry.add_reminder_kinds(
    ReminderKind(
        PARKED,
        gettext_lazy("A webhook stopped"),
        in_charge,
        parked_words,
        icon="webhook",
    )
)
registry.add_event_labels(
    webhook__created=gettext_lazy("Webhook made"),
    webhook__edited=gettext_lazy("Webhook edited"),
    webhook__rotated=gettext_lazy("Secret of a webhook changed"),
    webhook__paused=gettext_lazy("Webhook paused"),
    webhook__resumed=gettext_lazy("Webhook goes on"),
    webhook__parked=gettext_lazy("Webhook stopped by itself"),
    webhook__ended=gettext_lazy("Webhook removed"),
    webhook__replayed=gettext_lazy("Calls of a webhook sent again"),
    webhook__skipped=gettext_lazy("Call of a webhook left out"),
    webhook__rewound=gettext_lazy("Webhook goes on from another place"),
)
registry.add_list(
    ListKind(
        key="station.webhookdelivery",
        label=gettext_lazy("Calls of webhooks"),
        icon="webhook",
        model=WebhookDelivery,
        permission="webhook.view",
        url_name="station:webhook_log",
        filterset=WebhookDeliveryFilterSet,
        prepare=lambda rows: rows.for_list(),
        orders={"-id": ("-pk",), "id": ("pk",)},
        columns=(
            ListColumn("when", gettext_lazy("When"), is_fixed=True),
            ListColumn("webhook", gettext_lazy("Webhook")),
            ListColumn("what", gettext_lazy("What")),
            ListColumn("state", gettext_lazy("State")),
            ListColumn("attempts", gettext_lazy("Attempts")),
            ListColumn("key", gettext_lazy("Id of the call"), is_default=False),
        ),
    )
)
