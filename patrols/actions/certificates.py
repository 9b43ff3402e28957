"""Certificates of service: issued true to the records, voided where one was wrong."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.numbering import number_in
from patrols import hours
from patrols.models import ServiceCertificate, Volunteer
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

SERIES = "ZY"  # 志愿


@transaction.atomic
def issue(
    *, volunteer: Volunteer, from_on: date, until_on: date, by: User, at: datetime
) -> ServiceCertificate:
    """What somebody served; asked again with nothing new, the same paper."""
    volunteer = lock(volunteer)
    if until_on < from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if until_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    service = hours.of(volunteer, from_on=from_on, until_on=until_on)
    if not service.minutes:
        raise RuleError(
            _("No service on record between these days."), code="no_service"
        )
    known = _known(volunteer, service)
    if known is not None:
        return known
    made = ServiceCertificate.objects.create(
        number=number_in(SERIES, volunteer.area, at=at),
        volunteer=volunteer,
        area=volunteer.area,
        name=volunteer.name,
        from_on=from_on,
        until_on=until_on,
        minutes=service.minutes,
        patrols=service.patrols,
        lines=[asdict(line) for line in service.lines],
        issued_at=at,
        issued_by=by,
    )
    record(kind="certificate.issued", subject=made, also=[volunteer], by=by, at=at)
    return made


@transaction.atomic
def void(
    *,
    certificate: ServiceCertificate,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> ServiceCertificate:
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
    record(
        kind="certificate.voided",
        subject=certificate,
        also=[certificate.volunteer],
        by=by,
        at=at,
    )
    return certificate


def _known(volunteer: Volunteer, service: hours.Service) -> ServiceCertificate | None:
    """The same figures under the same name were certified already."""
    return (
        volunteer.certificates.valid()
        .filter(
            from_on=service.from_on,
            until_on=service.until_on,
            minutes=service.minutes,
            patrols=service.patrols,
            name=volunteer.name,
        )
        .first()
    )
