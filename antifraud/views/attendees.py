"""Who was at the police school: the list, one name, and the certificates."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from antifraud.actions import attendance, course_certificates
from antifraud.models import Attendee, CourseCertificate
from antifraud.school_pages import SEATS, parts, to
from antifraud.workflow.school import Moment, Seat, SessionStatus
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordMixin,
    RecordView,
    Section,
    tap,
)
from households.views.scope import reveal_url
from station import phrasing


class AttendeeListView(LedgerView):
    """Who was there, over all sessions."""

    permission_required = "attendance.view"
    list_key = "antifraud.attendee"
    empty_icon = "users"

    def tabs(self):
        return parts(self.request.user, "attendance")

    def tone(self, key, row):
        return SEATS[row.seat] if key == "seat" else ""

    def empty(self):
        return (
            _("Nobody was there yet"),
            _("People come onto the list by the code on the door, or by hand."),
        )


class AttendeeView(RecordView):
    """One name on the list of a session."""

    permission_required = "attendance.view"
    model = Attendee
    access_fields = "name, phone_masked"

    def joined(self, rows):
        return rows.select_related("area", "session__course", "resident", "ally")

    def back(self):
        session = self.record.session
        return session.get_absolute_url(), session.course.title

    def lead(self):
        return phrasing.in_full(self.record.session.starts_at)

    def badge(self):
        return self.record.get_seat_display(), SEATS[self.record.seat]

    def buttons(self):
        row = self.record
        if row.session.status == SessionStatus.CANCELLED:
            return []
        found = self._taps() if self.may("attendance.note") else []
        if row.is_there and row.session.is_done and self.may("attendance.print"):
            certificate = row.certificates.valid().first()
            if certificate is None:
                url = to("attendee_certify", row.pk)
                label = _("Issue the certificate")
                found.append(Button(label, "certificate", url, "primary", True))
        return found

    def _taps(self) -> list[Button]:
        row = self.record
        strike = to("attendee_strike", row.pk)
        found = [Button(_("Strike off the list"), "x", strike, "quiet", True)]
        if row.seat == Seat.CAME:
            url = to("attendee_untick", row.pk)
            label = _("Was not there")
            return [*found, Button(label, "arrow-back-up", url, "quiet", True)]
        if row.seat == Seat.INVITED:
            url = to("attendee_decline", row.pk)
            found.append(
                Button(pgettext("attendee", "Cannot come"), "user-off", url, "", True)
            )
        url = to("attendee_tick", row.pk)
        label = pgettext("attendee", "Is there")
        return [*found, Button(label, "check", url, "primary", True)]

    def facts(self):
        row = self.record
        came = phrasing.in_full(row.came_at) if row.came_at else ""
        return [
            (_("Age"), row.get_age_group_display()),
            (_("Came"), came),
            (_("How it was noted"), row.get_way_display() if row.way else ""),
            (_("Guardian"), row.guardian_name),
            (
                _("Guardian consented on"),
                row.guardian_agreed_on
                and phrasing.date_in_full(row.guardian_agreed_on),
            ),
        ]

    def sections(self):
        return [
            section
            for section in (self._phone(), self._quiz(), self._certificates())
            if section.items
        ]

    def _phone(self) -> Section:
        row = self.record
        url = reveal_url(row, "phone", user=self.request.user) if row.phone else ""
        items = []
        if row.shown_phone:
            items = [Item(_("Phone"), masked=row.shown_phone, reveal_url=url)]
        known = row.resident or (row.ally if row.ally_id else None)
        if known is not None:
            items.append(Item(known.name, url=known.get_absolute_url()))
        return Section(_("Who it is"), "user-circle", items)

    def _quiz(self) -> Section:
        items = [
            Item(
                str(Moment(sheet.moment).label),
                _("%(right)d of %(total)d right")
                % {"right": sheet.right, "total": sheet.total},
                at=sheet.filled_at,
            )
            for sheet in self.record.quiz_sheets.order_by("filled_at", "pk")
        ]
        return Section(_("Quiz before and after"), "list-check", items)

    def _certificates(self) -> Section:
        items = [
            Item(
                row.number,
                row.void_reason,
                url=row.get_absolute_url(),
                at=row.issued_at,
                badge=_("void") if row.voided_at else "",
                buttons=self._void(row),
            )
            for row in self.record.certificates.order_by("-issued_at", "-pk")
        ]
        return Section(_("Certificates"), "certificate", items)

    def _void(self, row: CourseCertificate) -> list[Button]:
        if row.voided_at or not self.may("attendance.print"):
            return []
        url = to("course_certificate_void", row.pk)
        return [Button(_("Void"), "ban", url, "quiet")]


class AttendeeTapView(RecordMixin, View):
    """One tap on a name of the list; back to the list."""

    permission_required = "attendance.note"
    model = Attendee
    http_method_names = ["post"]
    action = None
    done = ""

    def joined(self, rows):
        return rows.select_related("session", "area")

    def post(self, request, pk):
        attendee = self.record

        def act():
            type(self).action(attendee=attendee, by=request.user, at=timezone.now())

        url = attendee.session.get_absolute_url()
        return tap(request, act, url, self.done)


class AttendeeTickView(AttendeeTapView):
    action = attendance.tick
    done = property(lambda self: _("Noted: there."))


class AttendeeUntickView(AttendeeTapView):
    action = attendance.untick
    done = property(lambda self: _("Noted: was not there."))


class AttendeeDeclineView(AttendeeTapView):
    action = attendance.decline
    done = property(lambda self: _("Noted; the place is free again."))


class AttendeeStrikeView(AttendeeTapView):
    action = attendance.strike
    done = property(lambda self: _("Struck off the list."))


class AttendeeCertifyView(AttendeeTapView):
    permission_required = "attendance.print"
    action = course_certificates.issue
    done = property(lambda self: _("The certificate is issued."))
