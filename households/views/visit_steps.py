"""The steps of a visit: edited, corrected, confirmed, sent back, more photos."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import visits
from households.forms.visits import (
    CorrectionForm,
    PhotosForm,
    SendBackForm,
    VisitEditForm,
)
from households.views.visits import FIELD_OF, PhotoStoringView, VisitPageView
from station.forms.once import OnceForm
from station.views.action import ActionFormView


class VisitFormView(VisitPageView, ActionFormView):
    """A form about one visit."""

    error_fields = FIELD_OF

    def texts(self):
        return {
            "back_url": self.visit.get_absolute_url(),
            "back_label": _("Visit"),
            "lead": f"{self.visit.where} · {self.visit.address_text}",
        }


class VisitEditView(VisitFormView):
    """A draft, or a visit of the last day, changed."""

    permission_required = "visit.edit"
    form_class = VisitEditForm
    template_name = "households/visit_edit.html"

    def get_initial(self):
        return self.initial_of(self.visit)

    def initial_of(self, current):
        return {
            **{name: getattr(current, name) for name in visits.PLAIN},
            "visited_at": timezone.localtime(current.visited_at),
            "advice": current.advice,
            "people_met": [person.pk for person in current.people_met.all()],
            "version": current.version,
            "place": current.place,
        }

    def form_extra(self):
        return {
            "household": self.visit.household,
            "known_people": self.visit.people_met.all(),
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Edit the visit"),
            "submit": _("Save"),
            "done": _("The visit is saved."),
        }

    def act(self, form):
        return visits.edit(
            visit=self.visit,
            report=form.report(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class VisitCorrectView(VisitEditView):
    """An older visit, set right; what it said before stays readable."""

    form_class = CorrectionForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Correct the visit"),
            "submit": _("Correct"),
            "done": _("The visit is corrected; what it said before is kept."),
        }

    def act(self, form):
        return visits.correct(
            visit=self.visit,
            report=form.report(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )


class VisitConfirmView(VisitFormView):
    """The officer stands for the draft."""

    permission_required = "visit.confirm"
    form_class = OnceForm
    http_method_names = ["post", "options"]

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Confirm the visit"),
            "submit": _("Confirm"),
            "done": _("The visit is confirmed."),
        }

    def act(self, form):
        return visits.confirm(visit=self.visit, by=self.request.user, at=timezone.now())

    def form_refused(self, form, error):
        messages.error(self.request, str(error))
        return HttpResponseRedirect(self.visit.get_absolute_url())


class VisitSendBackView(VisitFormView):
    """Ask the auxiliary to complete the draft."""

    permission_required = "visit.confirm"
    form_class = SendBackForm
    error_fields = {"no_reason": "note"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Send the draft back"),
            "submit": _("Send back"),
            "done": _("The draft went back."),
        }

    def act(self, form):
        return visits.send_back(
            visit=self.visit,
            by=self.request.user,
            at=timezone.now(),
            note=form.cleaned_data["note"],
        )


class VisitPhotosView(VisitPageView, PhotoStoringView):
    """More photos for a visit that may still be edited."""

    permission_required = "visit.edit"
    form_class = PhotosForm
    template_name = "households/visit_photos.html"
    error_fields = FIELD_OF

    def texts(self):
        return {
            "heading": _("Add photos"),
            "submit": _("Add"),
            "done": _("The photos are with the visit."),
            "back_url": self.visit.get_absolute_url(),
            "back_label": _("Visit"),
        }

    def act(self, form):
        visits.add_photos(
            visit=self.visit,
            files=self.stored,
            by=self.request.user,
            at=timezone.now(),
        )
        self.is_kept = True
        return self.visit
