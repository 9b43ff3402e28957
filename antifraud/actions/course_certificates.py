"""Certificates of the police school: issued to whoever came, voided where wrong."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import Attendee, CourseCertificate, CourseSession
from antifraud.workflow.school import Moment
from households.numbering import number_in
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

SERIES = "JY"  # 结业


@transaction.atomic
def issue(*, attendee: Attendee, by: User, at: datetime) -> CourseCertificate:
    """For whoever came and, where the course asks it, knew enough; once."""
    session = lock(attendee.session)
    attendee = lock(attendee)
    known = attendee.certificates.valid().first()
    if known is not None:
        return known
    if not session.is_done:
        raise RuleError(_("Write the session up first."), code="not_held")
    if not attendee.is_there:
        raise RuleError(_("Only for those who came."), code="not_there")
    share = _share(attendee)
    least = session.course.pass_share
    if least is not None and (share is None or share < least):
        raise RuleError(
            _("The course asks for %(n)d %% right answers after it.") % {"n": least},
            code="not_passed",
        )
    made = CourseCertificate.objects.create(
        number=number_in(SERIES, session.area, at=at),
        attendee=attendee,
        area=session.area,
        name=attendee.name,
        course_title=session.course.title,
        held_on=working_days.local_date(session.starts_at),
        minutes=(session.ends_at - session.starts_at).total_seconds() // 60,
        share=share,
        issued_at=at,
        issued_by=by,
    )
    also = [attendee, *([attendee.resident] if attendee.resident_id else [])]
    record(kind="course_certificate.issued", subject=made, also=also, by=by, at=at)
    return made


@transaction.atomic
def issue_all(
    *, session: CourseSession, by: User, at: datetime
) -> list[CourseCertificate]:
    """For everybody of the session who may have one and has none."""
    session = lock(session)
    if not session.is_done:
        raise RuleError(_("Write the session up first."), code="not_held")
    waiting = [
        row for row in entitled(session) if not row.certificates.valid().exists()
    ]
    if not waiting:
        raise RuleError(_("Nobody here waits for a certificate."), code="nobody")
    return [issue(attendee=row, by=by, at=at) for row in waiting]


def entitled(session: CourseSession) -> list[Attendee]:
    """Who came and knew enough, by name."""
    rows = session.attendees.came().order_by("name_sort", "pk")
    least = session.course.pass_share
    if least is None:
        return list(rows)
    sheets = session.quiz_sheets.filter(moment=Moment.AFTER, attendee__isnull=False)
    passed = {
        sheet.attendee_id
        for sheet in sheets
        if round(100 * sheet.right / sheet.total) >= least
    }
    return list(rows.filter(pk__in=passed))


@transaction.atomic
def void(
    *,
    certificate: CourseCertificate,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> CourseCertificate:
    """It said something wrong; its number is never used again."""
    certificate = lock(certificate, version=version)
    if certificate.voided_at is not None:
        raise RuleError(_("It is void already."), code="already")
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    certificate.voided_at, certificate.voided_by = at, by
    certificate.void_reason = reason.strip()[:200]
    certificate.version += 1
    certificate.save()
    also = [certificate.attendee]
    record(
        kind="course_certificate.voided", subject=certificate, also=also, by=by, at=at
    )
    return certificate


def _share(attendee: Attendee) -> int | None:
    """Of a hundred answers so many right, after the course."""
    sheet = attendee.quiz_sheets.filter(moment=Moment.AFTER).first()
    return round(100 * sheet.right / sheet.total) if sheet else None
