"""Webhooks of machines: where they are told of changes."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, View

from station import policy
from station.actions import webhook_replays as replays
from station.actions import webhooks as actions
from station.errors import RuleError
from station.feed import Position, here, since
from station.forms.once import OnceForm
from station.forms.webhooks import (
    PauseForm,
    RewindForm,
    RotateForm,
    WebhookEditForm,
    WebhookForm,
)
from station.models import Post, User, Webhook, WebhookTurn
from station.tasks import ring_webhooks
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin
from station.views.secret_once import SecretOnceView
from station.webhook_content import names_for

SHOWN = 10  # calls on the page of a webhook
AT_FIELDS = {
    "bad_address": "address",
    "bad_key": "token",
    "unknown": "types",
    "bad_most": "most",
}


class WebhookPage(PolicyMixin):
    """A page about one webhook in this person's charge."""

    permission_required = "webhook.view"

    @cached_property
    def hook(self) -> Webhook:
        action = self.permission_required.partition(".")[2]
        rows = Webhook.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("user", "token"), pk=self.kwargs["pk"]
        )

    def about(self, **texts) -> dict:
        """The words of a form about this webhook."""
        back = {"back_url": self.hook.get_absolute_url(), "back_label": self.hook.name}
        return {**back, **texts}


class WebhookDetailView(WebhookPage, DetailView):
    """Whether it runs, what it tells, the last calls."""

    template_name = "station/webhook_detail.html"
    context_object_name = "hook"

    def get_object(self, queryset=None):
        return self.hook

    def get_context_data(self, **kwargs):
        hook, user = self.hook, self.request.user
        lives = hook.state != Webhook.State.ENDED
        return super().get_context_data(
            calls=hook.deliveries.order_by("-pk")[:SHOWN],
            waiting=hook.deliveries.waiting().count(),
            failed=replays.failed(hook).count(),
            next_at=WebhookTurn.objects.get(pk=hook.pk).next_at,
            old_until=self._old_until(),
            facts=self._facts(),
            may_edit=lives and policy.can(user, "webhook.edit"),
            may_run=lives and policy.can(user, "webhook.run"),
            may_pause=hook.is_active and policy.can(user, "webhook.pause"),
            timeline=timeline_of(hook, user=user),
            **kwargs,
        )

    def _old_until(self):
        until = self.hook.old_until
        return until if until and until > timezone.now() else None

    def _facts(self) -> list[tuple]:
        hook = self.hook
        row = _("the masked row goes along") if hook.with_data else _("only references")
        return [
            (_("Address"), hook.address),
            (_("Resources"), ", ".join(hook.types) or _("everything the key may read")),
            (_("What it sends"), row),
            (_("Changes in one call"), _("at most %(n)s") % {"n": hook.most}),
            (_("Key"), f"{hook.token.name} ({hook.token.prefix}…)"),
        ]


class WebhookFormView(ActionFormView):
    """A form about where a machine is told of changes."""

    needs_fresh_sign_in = True
    error_fields = AT_FIELDS

    def form_extra(self):
        return {"machine": self.machine, "names": self.names, "at": timezone.now()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The kinds of records the machine may be told of."""
        return frozenset(names_for(self.machine))


class WebhookSecretView(SecretOnceView, WebhookFormView):
    """Ends with a page that shows the secret this once."""

    secret_template = "station/secret_once.html"  # noqa: S105
    secret_of = Webhook

    def shown(self, made, secret):
        return {"hook": made, "machine": made.user, "secret": secret}


class WebhookCreateView(WebhookSecretView):
    """A webhook for a machine; its secret is shown this once."""

    permission_required = "webhook.create"
    form_class = WebhookForm

    @cached_property
    def machine(self) -> User:
        scope = policy.scope(self.request.user, "webhook.create")
        machines = User.objects.filter(is_service=True, is_active=True)
        inside = Post.objects.filter(area_id__in=scope.area_ids).values("user")
        outside = Post.objects.exclude(area_id__in=scope.area_ids).values("user")
        machines = machines.filter(pk__in=inside).exclude(pk__in=outside)
        return get_object_or_404(machines, pk=self.kwargs["pk"])

    def texts(self) -> dict:
        return {
            "heading": _("New webhook"),
            "submit": _("Make the webhook"),
            "done": "",
            "back_url": reverse("station:machine_detail", args=[self.machine.pk]),
            "back_label": self.machine.name,
            "lead": _("Changes are sent to an address as soon as they are saved."),
        }

    def make(self, form):
        facts = dict(form.cleaned_data)
        facts.pop("once")
        after = Position() if facts.pop("start") == "beginning" else None
        return actions.create(
            **facts, after=after, by=self.request.user, at=timezone.now()
        )


class WebhookEditView(WebhookPage, WebhookFormView):
    """Another address, other resources, another key."""

    permission_required = "webhook.edit"
    form_class = WebhookEditForm

    @property
    def machine(self) -> User:
        return self.hook.user

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*actions.FACTS, "version")}

    def get_initial(self):
        return self.initial_of(self.hook)

    def texts(self) -> dict:
        return self.about(
            heading=_("Edit the webhook"), submit=_("Save"), done=_("Saved.")
        )

    def act(self, form):
        facts = dict(form.cleaned_data)
        facts.pop("once")
        return actions.edit(
            webhook=self.hook, by=self.request.user, at=timezone.now(), **facts
        )


class WebhookRotateView(WebhookPage, WebhookSecretView):
    """A new secret, shown this once."""

    permission_required = "webhook.edit"
    form_class = RotateForm

    def form_extra(self):
        return {}

    def get_initial(self):
        return {"version": self.hook.version}

    def texts(self) -> dict:
        return self.about(
            heading=_("New secret"),
            submit=_("Make a new secret"),
            done="",
            lead=_("Until the old one ends, calls carry the signatures of both."),
        )

    def make(self, form):
        return actions.rotate(
            webhook=self.hook,
            version=form.cleaned_data["version"],
            at_once=form.cleaned_data["at_once"],
            by=self.request.user,
            at=timezone.now(),
        )


class WebhookPauseView(WebhookPage, ActionFormView):
    """Nothing goes out for a while."""

    permission_required = "webhook.pause"
    form_class = PauseForm

    def texts(self) -> dict:
        return self.about(
            heading=_("Pause the webhook"),
            submit=_("Pause"),
            done=_("Nothing goes out until it is let go on."),
            lead=_("Nothing is missed: what comes meanwhile is sent later."),
        )

    def act(self, form):
        return actions.pause(
            webhook=self.hook,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )


class WebhookEndView(WebhookPage, ActionFormView):
    """Remove it for good."""

    permission_required = "webhook.edit"
    form_class = OnceForm

    def texts(self) -> dict:
        return self.about(
            heading=_("Remove the webhook"),
            submit=_("Remove"),
            done=_("Nothing goes there any more."),
            lead=_("This cannot be taken back. The log of its calls stays."),
            danger=True,
        )

    def act(self, form):
        return actions.end(webhook=self.hook, by=self.request.user, at=timezone.now())


class WebhookRewindView(WebhookPage, ActionFormView):
    """Tell everything again from a place on."""

    permission_required = "webhook.run"
    form_class = RewindForm

    def texts(self) -> dict:
        return self.about(
            heading=_("Tell again from a place on"),
            submit=_("Go on from there"),
            done=_("It goes on from there."),
            lead=_("Rows are sent as they stand today, under new ids."),
        )

    def act(self, form):
        data = form.cleaned_data
        if data["where"] == "moment":
            to = since(data["moment"])
        else:
            to = here() if data["where"] == "now" else Position()
        hook = replays.rewind(
            webhook=self.hook, to=to, by=self.request.user, at=timezone.now()
        )
        ring_webhooks()
        return hook


class WebhookStepView(WebhookPage, View):
    """A step of one tap."""

    permission_required = "webhook.run"
    http_method_names = ["post", "options"]

    def act(self) -> str:
        """Do it and say what was done."""
        raise NotImplementedError

    def post(self, request, pk):
        try:
            messages.success(request, self.act())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            ring_webhooks()
        return HttpResponseRedirect(self.hook.get_absolute_url())

    def do(self, function):
        """Call the action on this webhook in the name of who asks, now."""
        return function(webhook=self.hook, by=self.request.user, at=timezone.now())


class WebhookResumeView(WebhookStepView):
    def act(self):
        self.do(actions.resume)
        return _("It goes on with what came meanwhile.")


class WebhookTestView(WebhookStepView):
    def act(self):
        self.do(replays.send_test)
        return _("The test is on its way. Its answer stands below in a moment.")


class WebhookReplayFailedView(WebhookStepView):
    def act(self):
        calls = self.do(replays.replay_failed)
        text = ngettext(
            "%(n)s call is sent again.", "%(n)s calls are sent again.", calls
        )
        return text % {"n": calls}
