"""Who is invited to a session, who came, and the papers with their names."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from antifraud.actions import attendance as actions
from antifraud.actions.attendance import Person
from antifraud.actions.course_sessions import taken
from antifraud.forms.school import FindPeopleForm, GuardianForm, PersonForm
from antifraud.models import Ally, CourseCertificate, CourseSession
from antifraud.papers import school as papers
from antifraud.school_pages import FIELD_OF, to
from antifraud.workflow.school import AgeGroup, age_group
from households.models import Resident
from households.views.ledger import RecordMixin, StepView, tap
from station import names, pdf_answers, policy, working_days
from station.actions.access import record_access
from station.models import AccessRecord
from station.views.policy import PolicyMixin

MOST = 20


class OfSessionMixin(RecordMixin):
    """A page of a session for whoever has a right to its list of names."""

    model = CourseSession

    @cached_property
    def record(self) -> CourseSession:
        user = self.request.user
        rows = CourseSession.objects.select_related("course", "area")
        scope = policy.scope(user, self.permission_required)
        rows = rows.filter(rows.scope_condition(scope, user))
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class InviteView(OfSessionMixin, TemplateView):
    """Found by name among residents and allies, invited with one tap."""

    permission_required = "attendance.note"
    template_name = "antifraud/session_invite.html"

    def get_context_data(self, **kwargs):
        form = FindPeopleForm(self.request.GET or None)
        words = form.cleaned_data["search"] if form.is_valid() else ""
        session = self.record
        return super().get_context_data(
            session=session,
            form=form,
            words=words,
            people=self._people(words) if words else [],
            free=max(0, session.capacity - taken(session)),
            invited=session.attendees.order_by("-created_at", "-pk")[:MOST],
            **kwargs,
        )

    def _people(self, words: str) -> list[dict]:
        """Residents and allies of this name in one's charge, and who is on already."""
        tokens = names.query_tokens(words)
        if not tokens:
            return []
        user, session = self.request.user, self.record
        residents = Resident.objects.visible_to(user).present().for_list()
        allies = Ally.objects.visible_to(user).active().select_related("area")
        on = set(session.attendees.values_list("resident_id", "ally_id"))
        today = working_days.local_date(session.starts_at)
        return [
            *(
                {
                    "field": "resident",
                    "row": row,
                    "note": row.household.address.text,
                    "is_on": (row.pk, None) in on,
                    "is_child": age_group(row.age(on=today)) == AgeGroup.CHILD,
                }
                for row in _found(residents, tokens)
            ),
            *(
                {
                    "field": "ally",
                    "row": row,
                    "note": row.organisation or row.area.name,
                    "is_on": (None, row.pk) in on,
                    "is_child": False,
                }
                for row in _found(allies, tokens)
            ),
        ]

    def post(self, request, pk):
        person = Person(**self._picked(request.POST))
        session = self.record
        here = f"{to('session_invite', pk)}?{request.GET.urlencode()}"

        def act():
            actions.invite(
                session=session, person=person, by=request.user, at=timezone.now()
            )

        return tap(request, act, here, _("Invited."))

    def _picked(self, posted) -> dict:
        """The one who was tapped, within the scope."""
        for field, model in (("resident", Resident), ("ally", Ally)):
            key = posted.get(field, "")
            if key.isascii() and key.isdigit() and len(key) < 18:
                rows = model.objects.visible_to(self.request.user)
                return {field: get_object_or_404(rows, pk=key)}
        return {}


def _found(rows, tokens):
    return rows.filter(tokens__contains=tokens).order_by("name_sort", "pk")[:MOST]


class PersonView(OfSessionMixin, StepView):
    """Somebody by name."""

    permission_required = "attendance.note"
    form_class = PersonForm
    error_fields = FIELD_OF
    is_versioned = False
    action = None

    def lead(self):
        return self.record.course.title

    def act(self, form):
        type(self).action(session=self.record, person=form.person(), **self.common)
        return self.record


class InvitePersonView(PersonView):
    """Somebody who is in no register."""

    heading = property(lambda self: _("Invite somebody by name"))
    submit = property(lambda self: pgettext("attendee", "Invite"))
    done = property(lambda self: _("Invited."))
    action = actions.invite

    def next_url(self, made):
        return to("session_invite", made.pk)


class AddPersonView(PersonView):
    """Somebody came who was not on the list."""

    heading = property(lambda self: _("Somebody else came"))
    submit = property(lambda self: pgettext("attendee", "Is there"))
    done = property(lambda self: _("On the list, and there."))
    action = actions.add


class InviteChildView(OfSessionMixin, StepView):
    """A child of the register: first the guardian's word."""

    permission_required = "attendance.note"
    form_class = GuardianForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("The guardian's consent"))
    submit = property(lambda self: pgettext("attendee", "Invite"))
    done = property(lambda self: _("Invited."))

    @cached_property
    def child(self) -> Resident:
        rows = Resident.objects.visible_to(self.request.user).present()
        return get_object_or_404(rows, pk=self.kwargs["resident"])

    def lead(self):
        return _(
            "%(name)s is under 14: the name is kept only when a guardian agreed "
            "(Personal Information Protection Law, article 31)."
        ) % {"name": self.child.name}

    def get_initial(self):
        return {"guardian_agreed_on": working_days.local_date(timezone.now())}

    def act(self, form):
        names_ = ("guardian_name", "guardian_agreed_on")
        told = {name: form.cleaned_data[name] for name in names_}
        person = Person(resident=self.child, **told)
        actions.invite(session=self.record, person=person, **self.common)
        return self.record

    def next_url(self, made):
        return to("session_invite", made.pk)


class SheetView(OfSessionMixin, View):
    """The list to sign at the door, as PDF."""

    permission_required = "attendance.print"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        session = self.record
        body = papers.attendance_list(session)
        _printed(request, session, "attendees")
        return pdf_answers.shown(body, f"{session.number}.pdf")


class CertificatesPrintView(OfSessionMixin, View):
    """All that hold of one session, a page each."""

    permission_required = "attendance.print"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        session = self.record
        rows = CourseCertificate.objects.valid().filter(attendee__session=session)
        found = list(rows.for_list().order_by("number"))
        if not found:
            return HttpResponseRedirect(session.get_absolute_url())
        body = papers.certificates(found)
        _printed(request, session, "certificates")
        return pdf_answers.shown(body, f"{session.number}-certificates.pdf")


class CertificatePrintView(PolicyMixin, View):
    """One certificate as PDF."""

    permission_required = "attendance.view"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        rows = CourseCertificate.objects.visible_to(request.user).for_list()
        row = get_object_or_404(rows, pk=pk)
        body = papers.certificates([row])
        _printed(request, row, "certificate")
        return pdf_answers.shown(body, f"{row.number}.pdf")


def _printed(request, subject, fields: str) -> None:
    record_access(
        by=request.user,
        act=AccessRecord.Act.PRINT,
        subject=subject,
        fields=fields,
        purpose=AccessRecord.Purpose.SERVICE,
        at=timezone.now(),
    )
