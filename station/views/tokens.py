"""Keys of machines: made, narrowed, replaced and taken back."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from station.actions import tokens
from station.forms.once import OnceForm
from station.forms.tokens import TokenEditForm, TokenForm, TokenRotateForm, day_end
from station.models import ServiceToken, User
from station.views.action import ActionFormView
from station.views.machines import machines_of
from station.views.secret_once import SecretOnceView

FIELDS = {
    "too_long": "expires_on",
    "unknown": "resources",
    "field_unknown": "fields_given",
    "address_invalid": "allowed_addresses",
    "rate_invalid": "rate",
    "end_invalid": "old_ends_on",
}


class KeyOnceView(SecretOnceView):
    """Ends with a page that shows the key this once."""

    error_fields = FIELDS
    secret_template = "station/key_once.html"  # noqa: S105
    secret_of = ServiceToken

    def shown(self, made, secret):
        return {"machine": made.user, "token": made, "key": secret}


class TokenCreateView(KeyOnceView):
    """A key for a machine, shown this once."""

    permission_required = "token.create"
    needs_fresh_sign_in = True
    form_class = TokenForm

    @cached_property
    def machine(self) -> User:
        found = machines_of(self.request.user, "create")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_initial(self):
        days = timedelta(days=settings.TOKEN_DAYS - 1)
        return {
            "expires_on": timezone.localdate() + days,
            "rate": settings.TOKEN_RATE,
        }

    def texts(self) -> dict:
        return {
            "heading": _("New key"),
            "submit": _("Make the key"),
            "done": "",
            "back_url": reverse("station:machine_detail", args=[self.machine.pk]),
            "back_label": self.machine.name,
        }

    def make(self, form):
        return tokens.issue(
            user=self.machine,
            expires_at=day_end(form.cleaned_data["expires_on"]),
            by=self.request.user,
            at=timezone.now(),
            **form.limits(),
        )


class TokenMixin:
    """The key in the address, within one's charge."""

    def dispatch(self, request, *args, **kwargs):
        self.action = self.permission_required.partition(".")[2]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def token(self) -> ServiceToken:
        found = ServiceToken.objects.visible_to(self.request.user, self.action)
        return get_object_or_404(found.select_related("user"), pk=self.kwargs["pk"])

    def texts(self) -> dict:
        return {
            "back_url": self.token.get_absolute_url(),
            "back_label": self.token.user.name,
            "lead": _("%(name)s (%(begins)s…)")
            % {"name": self.token.name, "begins": self.token.prefix},
        }


class TokenEditView(TokenMixin, ActionFormView):
    """Other limits for a key: they hold from its next request on."""

    permission_required = "token.edit"
    needs_fresh_sign_in = True
    form_class = TokenEditForm
    error_fields = FIELDS

    def get_initial(self):
        return self.initial_of(self.token)

    def initial_of(self, current) -> dict:
        return {
            "version": current.version,
            "name": current.name,
            "resources": current.resources,
            "may_write": current.may_write,
            "allowed_addresses": "\n".join(current.allowed_addresses),
            "fields_given": "\n".join(current.field_lines),
            "rate": current.rate,
        }

    def texts(self) -> dict:
        return {
            **super().texts(),
            "heading": _("Limits of the key"),
            "submit": _("Save"),
            "done": _("Saved. The limits hold from the next request on."),
        }

    def act(self, form):
        return tokens.edit(
            token=self.token,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
            **form.limits(),
        )


class TokenRotateView(TokenMixin, KeyOnceView):
    """A new key beside the old one, which then ends by itself."""

    permission_required = "token.create"
    needs_fresh_sign_in = True
    form_class = TokenRotateForm

    def get_initial(self):
        today = timezone.localdate()
        return {
            "expires_on": today + timedelta(days=settings.TOKEN_DAYS - 1),
            "old_ends_on": today + timedelta(days=7),
        }

    def texts(self) -> dict:
        return {
            **super().texts(),
            "heading": _("Replace the key"),
            "submit": _("Make the new key"),
            "done": "",
        }

    def make(self, form):
        return tokens.rotate(
            token=self.token,
            expires_at=day_end(form.cleaned_data["expires_on"]),
            old_ends_at=day_end(form.cleaned_data["old_ends_on"]),
            by=self.request.user,
            at=timezone.now(),
        )


class TokenRevokeView(TokenMixin, ActionFormView):
    """Take a key back."""

    permission_required = "token.revoke"
    form_class = OnceForm

    def texts(self) -> dict:
        return {
            **super().texts(),
            "heading": _("Take the key back"),
            "submit": _("Take back"),
            "done": _("The key is dead."),
            "lead": _("%(name)s (%(begins)s…). The next request with it is refused.")
            % {"name": self.token.name, "begins": self.token.prefix},
            "danger": True,
        }

    def act(self, form):
        return tokens.revoke(token=self.token, by=self.request.user, at=timezone.now())
