"""The answer to “Show” beside a masked number."""

from contextlib import suppress

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import View

from station.actions.reveal import reveal
from station.errors import RuleError
from station.fields import EncryptedTextField
from station.models import AccessRecord
from station.views.policy import PolicyMixin


class RevealView(PolicyMixin, View):
    """First the purpose, then the whole value; a reload masks it again."""

    permission_required = "resident.reveal"
    http_method_names = ["get", "post", "options"]

    def setup(self, request, *args, **kwargs):
        """Whose number it is decides who may ask."""
        super().setup(request, *args, **kwargs)
        self.field = kwargs["field"]
        with suppress(LookupError, ValueError, AttributeError):
            resource = apps.get_model(kwargs["label"]).policy_resource
            self.permission_required = f"{resource}.reveal"

    def get(self, request, **kwargs):
        return self._ask(self._target())

    def post(self, request, **kwargs):
        target = self._target()
        try:
            value = self.value(
                target,
                by=request.user,
                purpose=request.POST.get("purpose", ""),
                reason=request.POST.get("reason", ""),
                at=timezone.now(),
            )
        except RuleError as error:
            return self._ask(target, error=str(error))
        return self._render("revealed", {"value": value, "target": target})

    def value(self, target, **asked) -> str:
        """The whole value of what the address names."""
        return reveal(obj=target, field=self.field, **asked)

    def _target(self):
        """The record, within the scope of showing; else there is no such page."""
        try:
            model = apps.get_model(self.kwargs["label"])
            objects = model._default_manager.visible_to(self.request.user, "reveal")
            field = model._meta.get_field(self.kwargs["field"])
        except (LookupError, ValueError, AttributeError, FieldDoesNotExist) as error:
            raise Http404 from error
        if not isinstance(field, EncryptedTextField):
            raise Http404
        return get_object_or_404(objects, pk=self.kwargs["pk"])

    def _ask(self, target, *, error: str = ""):
        name = target._meta.get_field(self.field).verbose_name
        context = {
            "target": target,
            "reveal_url": self.request.path,
            "purposes": AccessRecord.Purpose.choices,
            "name": name,
            "error": error,
        }
        return self._render("reveal_ask", context)

    def _render(self, name: str, context: dict):
        page = "" if self.request.htmx else "_page"
        response = render(self.request, f"station/{name}{page}.html", context)
        response["Cache-Control"] = "no-store"
        return response
