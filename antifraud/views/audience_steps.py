"""A group is entered, set right, handed on, put out of use, compared with another."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from antifraud.actions import audiences
from antifraud.forms import audiences as entered
from antifraud.models import Audience
from antifraud.views.audiences import to
from households.views.ledger import StepView, tap
from station.forms.once import VersionedForm
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    audiences.SAME_NAME: "name",
    "size": "size",
    "owner": "owner",
    "address": "address",
    "already": "owner",
    "other": "other",
    "people": "people",
}


class AudienceCreateView(ActionFormView):
    """A group comes into the register."""

    permission_required = "audience.create"
    form_class = entered.AudienceForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"owner": self.request.user.pk}

    def texts(self):
        return {
            "heading": _("New group"),
            "submit": _("Enter"),
            "done": _("The group is entered."),
            "back_url": to("audience_list"),
            "back_label": _("Audiences"),
            "draft": "audience-new",
        }

    def act(self, form):
        return audiences.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class AudienceStepView(StepView):
    """One step of a group."""

    permission_required = "audience.edit"
    model = Audience
    error_fields = FIELD_OF


class AudienceEditView(AudienceStepView):
    """Set right."""

    form_class = entered.AudienceEditForm
    heading = property(lambda self: _("Edit the group"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The group is saved."))

    def form_extra(self):
        return {"user": self.request.user, "audience": self.record}

    def initial_of(self, current):
        names = ("name", "kind", "size", "channel", "led_by", "note")
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id, "owner": current.owner_id}

    def act(self, form):
        return audiences.edit(
            audience=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class AudienceRetireView(AudienceStepView):
    """The group is no more."""

    form_class = VersionedForm
    danger = True
    heading = property(lambda self: _("Put the group out of use"))
    submit = property(lambda self: _("Put out of use"))
    done = property(lambda self: _("Nothing is sent to it any more."))

    def lead(self):
        return _("Nothing is sent to it any more. What was sent to it stays on record.")

    def act(self, form):
        version = form.cleaned_data["version"]
        return audiences.retire(audience=self.record, version=version, **self.common)


class AudienceBringBackView(PolicyMixin, View):
    """One tap: in use again."""

    permission_required = "audience.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Audience.objects.visible_to(request.user, "edit")
        row = get_object_or_404(rows.for_list(), pk=pk)
        step = {"version": row.version, "by": request.user, "at": timezone.now()}
        return tap(
            request,
            lambda: audiences.bring_back(audience=row, **step),
            row.get_absolute_url(),
            _("The group is in use again."),
        )


class AudienceHandOnView(AudienceStepView):
    """Another officer keeps it."""

    form_class = entered.KeeperForm
    is_versioned = False
    heading = property(lambda self: _("Hand the group on"))
    submit = property(lambda self: _("Hand on"))
    done = property(lambda self: _("The group is handed on."))

    def lead(self):
        return _("Kept by %(name)s now.") % {"name": self.record.owner.name}

    def form_extra(self):
        return {"user": self.request.user, "audience": self.record}

    def act(self, form):
        owner = form.cleaned_data["owner"]
        return audiences.hand_to(audience=self.record, owner=owner, **self.common)


class AudienceOverlapView(AudienceStepView):
    """How many people are in this group and in another."""

    form_class = entered.OverlapForm
    is_versioned = False
    heading = property(lambda self: _("People in two groups"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The estimate is saved."))

    def lead(self):
        return _("So that nobody is warned twice and everybody is counted once.")

    def get_initial(self):
        other = self.request.GET.get("other", "")
        return {"other": other} if other.isdecimal() and len(other) < 19 else {}

    def form_extra(self):
        return {"user": self.request.user, "audience": self.record}

    def act(self, form):
        said = {name: form.cleaned_data[name] for name in ("other", "people")}
        audiences.estimate(audience=self.record, **said, **self.common)
        return self.record
