"""The alliance: who helps, each on a page, taken in, set right, gone and back."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from antifraud.actions import allies
from antifraud.forms.allies import AllyEditForm, AllyForm
from antifraud.models import Ally, Audience
from antifraud.views.audiences import parts, to
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    tap,
)
from households.views.scope import reveal_url
from station import phrasing, policy, working_days
from station.forms.once import VersionedForm
from station.places import name_of
from station.views.action import ActionFormView
from station.views.panels import panels_of
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "phone_invalid": "phone",
    allies.TWIN: "phone",
    "in_future": "joined_on",
}


class AllyListView(LedgerView):
    """Who carries alerts into the groups."""

    permission_required = "ally.view"
    list_key = "antifraud.ally"
    empty_icon = "heart-handshake"

    def tabs(self):
        return parts(self.request.user, "ally_list")

    def buttons(self):
        if not policy.can(self.request.user, "ally.create"):
            return []
        return [Button(_("New member"), "plus", to("ally_create"), "primary")]

    def empty(self):
        return (
            _("Nobody in the alliance yet"),
            _("Students, teachers, shopkeepers who pass alerts on in their groups."),
        )


class AllyView(RecordView):
    """One member: from where, since when, in which groups."""

    permission_required = "ally.view"
    model = Ally
    access_fields = "name, phone_masked"
    template_name = "antifraud/ally_detail.html"

    def back(self):
        return to("ally_list"), _("Members of the alliance")

    def badge(self):
        takes_part = self.record.takes_part
        return (_("Takes part"), "green") if takes_part else (_("Left"), "grey")

    def lead(self):
        row = self.record
        return f"{row.get_kind_display()} · {name_of(row.area)}"

    def buttons(self):
        pk = self.record.pk
        if not self.may("ally.edit"):
            return []
        if not self.record.takes_part:
            url = to("ally_rejoin", pk)
            return [Button(_("Takes part again"), "refresh", url, is_post=True)]
        return [
            Button(_("Leaves the alliance"), "logout", to("ally_leave", pk)),
            Button(_("Edit"), "pencil", to("ally_edit", pk)),
        ]

    def facts(self):
        row = self.record
        left = phrasing.date_in_full(row.left_on) if row.left_on else ""
        return [
            (_("Who it is"), row.get_kind_display()),
            (_("School, shop or unit"), row.organisation),
            (_("Area"), name_of(row.area)),
            (_("Member since"), phrasing.date_in_full(row.joined_on)),
            (_("Left on"), left),
        ]

    def sections(self):
        return [*self._contact(), self._groups()]

    def _contact(self) -> list[Section]:
        row = self.record
        if not row.phone_masked:
            return []
        url = reveal_url(row, "phone", user=self.request.user)
        item = Item(_("Phone"), masked=row.phone_masked, reveal_url=url)
        return [Section(_("Contact"), "phone", [item])]

    def _groups(self) -> Section:
        """Only those this person may see."""
        rows = Audience.objects.visible_to(self.request.user)
        rows = rows.filter(allies=self.record).for_list().order_by("name", "pk")
        items = [
            Item(
                row.name,
                f"{row.get_kind_display()} · {phrasing.number(row.size)}",
                url=row.get_absolute_url(),
                badge="" if row.is_active else _("Not in use"),
            )
            for row in rows
        ]
        empty = _("In no group yet: edit the member to say in which.")
        return Section(_("Groups"), "users-group", items, empty)

    def get_context_data(self, **kwargs):
        panels = panels_of("ally", self.request, self.record)
        return super().get_context_data(panels=panels, **kwargs)


class AllyCreateView(ActionFormView):
    """Somebody joins the alliance."""

    permission_required = "ally.create"
    form_class = AllyForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"joined_on": working_days.local_date(timezone.now())}

    def texts(self):
        return {
            "heading": _("New member of the alliance"),
            "submit": _("Enter"),
            "done": _("The member is entered."),
            "back_url": to("ally_list"),
            "back_label": _("Members of the alliance"),
        }

    def act(self, form):
        return allies.take_in(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class AllyStepView(StepView):
    """One step of a member."""

    permission_required = "ally.edit"
    model = Ally
    error_fields = FIELD_OF


class AllyEditView(AllyStepView):
    """Set right; the phone stays unless typed anew."""

    form_class = AllyEditForm
    heading = property(lambda self: _("Edit the member"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The member is saved."))

    def form_extra(self):
        return {"user": self.request.user, "ally": self.record}

    def initial_of(self, current):
        names = ("name", "kind", "organisation", "joined_on")
        found = {name: getattr(current, name) for name in names}
        groups = list(current.audiences.values_list("pk", flat=True))
        return {**found, "area": current.area_id, "audiences": groups}

    def act(self, form):
        return allies.edit(
            ally=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class AllyLeaveView(AllyStepView):
    """No member any more."""

    form_class = VersionedForm
    danger = True
    heading = property(lambda self: _("Leaves the alliance"))
    submit = property(lambda self: _("Leaves the alliance"))
    done = property(lambda self: _("No member of the alliance any more."))

    def act(self, form):
        version = form.cleaned_data["version"]
        return allies.leave(ally=self.record, version=version, **self.common)


class AllyRejoinView(PolicyMixin, View):
    """One tap: a member again."""

    permission_required = "ally.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Ally.objects.visible_to(request.user, "edit").for_list()
        row = get_object_or_404(rows, pk=pk)
        step = {"version": row.version, "by": request.user, "at": timezone.now()}
        return tap(
            request,
            lambda: allies.rejoin(ally=row, **step),
            row.get_absolute_url(),
            _("A member of the alliance again."),
        )
