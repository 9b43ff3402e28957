"""The log of webhooks: what was sent, how it was answered, sent once more."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station import policy
from station.actions import webhook_replays as replays
from station.errors import RuleError
from station.feed import Reader, followed
from station.forms.webhooks import SkipForm
from station.models import Webhook, WebhookDelivery
from station.tasks import ring_webhooks
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin


class WebhookLogView(ListPageView):
    """The calls of the webhooks in one's charge, the newest first."""

    permission_required = "webhook.view"
    list_key = "station.webhookdelivery"
    template_name = "station/webhook_log.html"


class DeliveryPage(PolicyMixin):
    """A page about one call."""

    permission_required = "webhook.view"

    @cached_property
    def delivery(self) -> WebhookDelivery:
        action = self.permission_required.partition(".")[2]
        rows = WebhookDelivery.objects.visible_to(self.request.user, action)
        rows = rows.select_related("webhook__user", "webhook__turn", "replay_of")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class DeliveryDetailView(DeliveryPage, TemplateView):
    """Which records it tells of, each try, and how that was answered."""

    template_name = "station/webhook_delivery.html"

    def get_context_data(self, **kwargs):
        delivery, user = self.delivery, self.request.user
        seen = Reader(user, followed()).again(delivery.event_ids)
        lives = delivery.webhook.state != Webhook.State.ENDED
        may_run = lives and policy.can(user, "webhook.run")
        return super().get_context_data(
            delivery=delivery,
            hook=delivery.webhook,
            tries=delivery.tries.all(),
            changes=seen,
            hidden=delivery.count - len(seen),
            replays=delivery.replays.order_by("pk"),
            may_replay=may_run and delivery.may_be_sent_again,
            may_skip=may_run and delivery.is_waiting and delivery.count > 0,
            **kwargs,
        )


class DeliveryReplayView(DeliveryPage, View):
    """Send it once more."""

    permission_required = "webhook.run"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        found = self.delivery
        try:
            found = replays.replay(delivery=found, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            ring_webhooks()
            messages.success(request, _("It is sent again under a new id."))
        return HttpResponseRedirect(found.get_absolute_url())


class DeliverySkipView(DeliveryPage, ActionFormView):
    """Leave out a call that is never taken."""

    permission_required = "webhook.run"
    form_class = SkipForm

    def texts(self) -> dict:
        return {
            "heading": _("Leave this call out"),
            "submit": _("Leave it out"),
            "done": _("Left out; those behind it go on. It can be sent again later."),
            "back_url": self.delivery.get_absolute_url(),
            "back_label": _("Call"),
            "lead": _("The calls behind it wait until it is taken or left out."),
        }

    def act(self, form):
        found = replays.skip(
            delivery=self.delivery,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )
        ring_webhooks()
        return found
