"""The directory of online services: a page of the chief's and the county's."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.actions import online_services as actions
from households.forms.boards import (
    AdoptForm,
    NewOnlineServiceForm,
    OnlineServiceForm,
    directories_of,
)
from households.models import OnlineService
from station import policy
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_title_zh": "title_zh",
    "no_purpose_zh": "purpose_zh",
    "no_way": "url",
    actions.TWIN: "title_zh",
}


class OnlineServiceListView(PolicyMixin, TemplateView):
    """What residents find behind the boards, in its order."""

    permission_required = "online_service.view"
    template_name = "households/online_service_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = OnlineService.objects.visible_to(user).select_related("area")
        scope = policy.scope(user, "online_service.edit")
        rows = rows.order_by("area__path", "position", "pk")[:400]
        return super().get_context_data(
            services=sorted(rows, key=lambda row: row.area_id not in scope.area_ids),
            editable=scope.area_ids,
            may_create=policy.can(user, "online_service.create"),
            **kwargs,
        )


class ServiceFormView(ActionFormView):
    form_class = OnlineServiceForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The directory was saved. New boards show it."),
            "back_url": reverse("households:online_service_list"),
            "back_label": _("Online services"),
        }

    def asked(self, form) -> dict:
        facts = {name: form.cleaned_data[name] for name in actions.FIELDS}
        return facts | {"by": self.request.user, "at": timezone.now()}


class OnlineServiceCreateView(ServiceFormView):
    permission_required = "online_service.create"
    form_class = NewOnlineServiceForm

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"version": 0}

    def texts(self):
        return super().texts() | {"heading": _("New online service")}

    def act(self, form):
        return actions.create(area=form.cleaned_data["area"], **self.asked(form))


class OnlineServiceEditView(ServiceFormView):
    permission_required = "online_service.edit"

    @cached_property
    def service(self) -> OnlineService:
        rows = OnlineService.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def texts(self):
        return super().texts() | {"heading": self.service.title}

    def get_initial(self):
        return self.initial_of(self.service)

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*actions.FIELDS, "version")}

    def act(self, form):
        return actions.edit(
            service=self.service,
            version=form.cleaned_data["version"],
            **self.asked(form),
        )


class AdoptView(ActionFormView):
    """One tap: the seventeen matters most offices have online."""

    permission_required = "online_service.create"
    form_class = AdoptForm

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"area": directories_of(self.request.user).first()}

    def texts(self):
        return {
            "heading": _("Take over the common list"),
            "lead": _("Seventeen matters; what you have already stays as it is."),
            "submit": _("Take over"),
            "done": _("The list was taken over. Set right what differs with you."),
            "back_url": reverse("households:online_service_list"),
            "back_label": _("Online services"),
        }

    def next_url(self, made) -> str:
        return reverse("households:online_service_list")

    def act(self, form):
        return actions.adopt_common(
            area=form.cleaned_data["area"], by=self.request.user, at=timezone.now()
        )
