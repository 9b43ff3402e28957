"""Undertakings of a joint mediation: noted, done with proof, or not kept."""

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.actions import undertakings as actions
from disputes.forms.undertakings import FailForm, FinishForm, UndertakeForm
from disputes.joint_pages import STATUS_TONES
from disputes.models import Undertaking
from disputes.views.joint_steps import JointStepView
from households.views.ledger import Button, RecordView, StepView
from households.views.pictures import PhotoMixin
from station import phrasing

FIELD_OF = {
    "past": "due_on",
    "no_what": "what",
    "personal": "what",
    "who": "who",
    "no_result": "result",
}


class UndertakingCreateView(JointStepView):
    """Who promised what by when."""

    permission_required = "joint_mediation.edit"
    form_class = UndertakeForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Note an undertaking"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved; you are reminded of it."))

    def form_extra(self):
        return {"joint": self.record}

    def act(self, form):
        actions.undertake(joint=self.record, promise=form.promise(), **self.common)
        return self.record


class UndertakingMixin:
    model = Undertaking

    def joined(self, rows):
        return rows.select_related(
            "joint__dispute__area",
            "joint__template",
            "invitation",
            "party",
            "officer",
            "settled_by",
        )


class UndertakingView(UndertakingMixin, RecordView):
    """One undertaking: who, what, by when, how it stands, and the proof."""

    permission_required = "undertaking.view"
    access_fields = "what, result"

    def back(self):
        joint = self.record.joint
        return joint.get_absolute_url(), joint.template.title

    def heading(self):
        return self.record.what

    def lead(self):
        return self.record.who

    def badge(self):
        row = self.record
        return row.get_status_display(), STATUS_TONES.get(row.status, "grey")

    def due(self):
        return self.record.due_on if self.record.is_open else None

    def buttons(self):
        pk = self.record.pk
        if not (self.record.is_open and self.may("undertaking.edit")):
            return []
        fail = reverse("disputes:undertaking_fail", args=[pk])
        finish = reverse("disputes:undertaking_finish", args=[pk])
        return [
            Button(_("Not kept"), "x", fail),
            Button(_("Done"), "circle-check", finish, "primary"),
        ]

    def facts(self):
        row = self.record
        by_link = not row.is_open and row.settled_by is None
        noted = _("the partner, by the link") if by_link else ""
        return [
            (_("Who promised it"), row.who),
            (_("By when"), phrasing.date_in_full(row.due_on)),
            (_("What came of it"), row.result),
            (_("Settled"), row.settled_at and phrasing.in_full(row.settled_at)),
            (_("Noted by"), row.settled_by.name if row.settled_by else noted),
            (_("Dispute"), row.joint.dispute.title),
        ]


class UndertakingStepView(UndertakingMixin, StepView):
    permission_required = "undertaking.edit"
    error_fields = FIELD_OF

    def lead(self):
        return f"{self.record.who}: {self.record.what}"

    def texts(self):
        return {**super().texts(), "back_label": _("Undertaking")}


class UndertakingFinishView(PhotoMixin, UndertakingStepView):
    form_class = FinishForm
    heading = property(lambda self: _("It was done"))
    submit = property(lambda self: _("Done"))
    done = property(lambda self: _("Done; no more reminders of it."))

    def act_with(self, form, stored):
        return actions.finish(
            undertaking=self.record,
            files=stored,
            **self.form_data(form),
            **self.common,
        )


class UndertakingFailView(UndertakingStepView):
    form_class = FailForm
    danger = True
    heading = property(lambda self: _("It was not kept"))
    submit = property(lambda self: _("Not kept"))
    done = property(lambda self: _("Saved."))

    def act(self, form):
        return actions.fail(
            undertaking=self.record, **self.form_data(form), **self.common
        )
