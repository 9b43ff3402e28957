"""What the log of webhooks can be narrowed by, on the page and in the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from station.models import Webhook, WebhookDelivery


def visible_hooks(request):
    """The webhooks this person may choose from."""
    if request is None:
        return Webhook.objects.none()
    return Webhook.objects.visible_to(request.user)


class WebhookFilterSet(filters.FilterSet):
    """Webhooks by machine and state."""

    state = filters.ChoiceFilter(label=_("State"), choices=Webhook.State)
    machine = filters.NumberFilter(label=_("Machine"), field_name="user_id")

    class Meta:
        model = Webhook
        fields = ["state", "machine"]


class WebhookDeliveryFilterSet(filters.FilterSet):
    """Calls by webhook, state, kind and day."""

    webhook = filters.ModelChoiceFilter(
        label=_("Webhook"), queryset=visible_hooks, empty_label=_("All")
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=WebhookDelivery.State, empty_label=_("All")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=WebhookDelivery.Kind, empty_label=_("All")
    )
    since = filters.DateFilter(
        label=_("From day"), field_name="created_at__date", lookup_expr="gte"
    )
    until = filters.DateFilter(
        label=_("Until day"), field_name="created_at__date", lookup_expr="lte"
    )

    class Meta:
        model = WebhookDelivery
        fields = ["webhook", "state", "kind", "since", "until"]
