"""Templates of joint mediations: the chief says whom the station asks."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes.actions import joint_templates as actions
from disputes.forms.joint import JointTemplateForm
from disputes.models import JointTemplate
from disputes.workflow.joint import PartnerKind
from station import policy
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELDS = tuple(actions.Words.__dataclass_fields__)


def station_of(user, permission: str) -> Area | None:
    """The station this person speaks for."""
    scope = policy.scope(user, permission)
    return (
        Area.objects.filter(pk__in=scope.area_ids, kind=Area.Kind.STATION)
        .order_by("path")
        .first()
    )


class JointTemplateListView(PolicyMixin, TemplateView):
    """Every kind with whom it asks."""

    permission_required = "joint_template.view"
    template_name = "disputes/joint_template_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        station = station_of(user, "joint_template.view")
        shipped = JointTemplate.objects.filter(station=None)
        own = JointTemplate.objects.filter(station=station) if station else shipped
        mine = {row.kind: row for row in own}
        rows = [mine.get(row.kind, row) for row in shipped]
        return super().get_context_data(
            rows=[(row, _kinds(row)) for row in rows],
            may_edit=policy.can(user, "joint_template.edit"),
            **kwargs,
        )


class JointTemplateEditView(ActionFormView):
    """The station's own words for one kind."""

    permission_required = "joint_template.edit"
    form_class = JointTemplateForm
    error_fields = {"no_title": "title_zh"}

    @cached_property
    def template(self) -> JointTemplate:
        rows = JointTemplate.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def texts(self):
        return {
            "heading": self.template.title,
            "submit": _("Save"),
            "done": _("Saved. It holds for your station."),
            "back_url": reverse("disputes:joint_template_list"),
            "back_label": _("Templates of joint mediations"),
        }

    def get_initial(self):
        return self.initial_of(self.template)

    def initial_of(self, current):
        return {name: getattr(current, name) for name in (*FIELDS, "version")}

    def act(self, form):
        data = dict(form.cleaned_data)
        data.pop("once")
        version = data.pop("version")
        return actions.adapt(
            template=self.template,
            station=station_of(self.request.user, "joint_template.edit"),
            words=actions.Words(**{**data, "invites": tuple(data["invites"])}),
            version=version,
            by=self.request.user,
            at=timezone.now(),
        )


def _kinds(row: JointTemplate) -> str:
    return _(", ").join(str(kind.label) for kind in PartnerKind if kind in row.invites)
