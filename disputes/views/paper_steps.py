"""What is done with papers: written, changed, scanned, signed, set aside."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from disputes.actions import dossiers
from disputes.actions import papers as actions
from disputes.forms.papers import (
    AcceptForm,
    PaperForm,
    ScansForm,
    SetAsideForm,
    SignForm,
)
from disputes.views.papers import PaperPageView, PapersPageView
from disputes.workflow.papers import DRAWN, PaperKind
from station import scans
from station.actions import attachments
from station.views.action import ActionFormView

FIELD_OF = {
    "empty": "text",
    "in_future": "happened_at",
    "no_party": "party",
    "suspect_agent": "party",
    "no_name": "person",
    "no_sitting": "sitting",
    "twice": "sitting",
    "no_reason": "reason",
    "no_scan": "photos",
    **dict.fromkeys(scans.CODES, "photos"),
}


class AcceptView(PapersPageView, ActionFormView):
    """The mediation is accepted; the dossier gets its number for ever."""

    permission_required = "paper.create"
    form_class = AcceptForm

    def get_initial(self):
        return {"committee": dossiers.committee_of(self.dispute, at=timezone.now())}

    def texts(self):
        return {
            "heading": _("Accept into people's mediation"),
            "submit": _("Accept and give a number"),
            "done": _("Accepted; the dossier has its number."),
            "back_url": reverse("disputes:papers", args=[self.dispute.pk]),
            "back_label": _("Papers"),
            "lead": self.dispute.title,
        }

    def act(self, form):
        return dossiers.accept(
            dispute=self.dispute,
            committee=form.cleaned_data["committee"],
            by=self.request.user,
            at=timezone.now(),
        )


class PaperAddView(PapersPageView, ActionFormView):
    """Write a paper, or keep the scans of one signed on paper."""

    permission_required = "paper.create"
    form_class = PaperForm
    error_fields = FIELD_OF

    def form_extra(self):
        if self.kind in DRAWN:
            raise Http404
        return {"dispute": self.dispute, "kind": self.kind, "is_new": True}

    def get_initial(self):
        """What the intake knows is not asked again."""
        known = {
            PaperKind.APPLICATION: {"text": self.dispute.summary},
            PaperKind.INVESTIGATION: {"place": self.dispute.place},
        }
        return {**super().get_initial(), **known.get(self.kind, {})}

    def texts(self):
        return {
            "heading": self.kind.label,
            "submit": _("Save"),
            "done": _("The paper is in the dossier."),
            "back_url": reverse("disputes:papers", args=[self.dispute.pk]),
            "back_label": _("Papers"),
            "lead": self.dispute.title,
        }

    def act(self, form):
        with attachments.stored_scans(form.cleaned_data["photos"]) as pages:
            return actions.write(
                dispute=self.dispute,
                kind=self.kind,
                content=form.content(),
                scans=pages,
                by=self.request.user,
                at=timezone.now(),
            )


class PaperStepView(PaperPageView, ActionFormView):
    """One step of a paper."""

    permission_required = "paper.edit"
    error_fields = FIELD_OF

    def initial_of(self, current):
        return {"version": current.version}

    def get_initial(self):
        return self.initial_of(self.paper)

    def texts(self):
        return {
            "back_url": self.paper.get_absolute_url(),
            "back_label": self.paper.get_kind_display(),
            "lead": self.paper.dispute.title,
        }

    @property
    def common(self) -> dict:
        return {"paper": self.paper, "by": self.request.user, "at": timezone.now()}


class PaperEditView(PaperStepView):
    """Correct what is not signed yet."""

    form_class = PaperForm

    def form_extra(self):
        paper = self.paper
        return {"dispute": paper.dispute, "kind": paper.kind, "is_new": False}

    def initial_of(self, current):
        return {
            "version": current.version,
            "party": current.party_id,
            "person": current.person,
            "happened_at": timezone.localtime(current.happened_at),
            "place": current.place,
            "matter": current.matter,
            "text": current.text,
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit: %(paper)s") % {"paper": self.paper.get_kind_display()},
            "submit": _("Save"),
            "done": _("Saved."),
        }

    def act(self, form):
        return actions.change(
            **self.common,
            content=form.content(),
            version=form.cleaned_data["version"],
        )


class PaperScansView(PaperStepView):
    """Keep the pages signed on paper."""

    form_class = ScansForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Add scans"),
            "submit": _("Add"),
            "done": _("The scans are in the dossier."),
        }

    def act(self, form):
        data = form.cleaned_data
        with attachments.stored_scans(data["photos"]) as pages:
            return actions.add_scans(
                **self.common, scans=pages, version=data["version"]
            )


class PaperSignView(PaperStepView):
    """One hand under it, on the screen."""

    form_class = SignForm
    template_name = "disputes/paper_sign.html"
    error_fields = {**FIELD_OF, "no_name": "name"}

    def form_extra(self):
        return {"paper": self.paper}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Sign: %(paper)s") % {"paper": self.paper.get_kind_display()},
            "submit": _("Sign"),
            "done": _("Signed."),
        }

    def act(self, form):
        data = form.cleaned_data
        role, name = form.signer()
        picture = attachments.store_picture(data["signature"])
        try:
            return actions.sign(
                **self.common,
                role=role,
                name=name,
                picture=picture,
                version=data["version"],
            )
        except BaseException:
            attachments.discard([picture])
            raise


class PaperSetAsideView(PaperStepView):
    """It no longer counts; it stays readable."""

    form_class = SetAsideForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Set the paper aside"),
            "submit": _("Set aside"),
            "done": _("Set aside."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.set_aside(
            **self.common, reason=data["reason"], version=data["version"]
        )
