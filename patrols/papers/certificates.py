"""The certificate of service (志愿服务记录证明) as PDF/A."""

from django.conf import settings
from django.utils import timezone, translation

from patrols import hours
from patrols.models import ServiceCertificate
from station.documents import compile_document
from station.models import Area
from station.phrasing import date_in_full


def render(certificate: ServiceCertificate) -> bytes:
    """What was certified, never counted anew; it speaks Chinese."""
    above = Area.objects.above(certificate.area)
    station = above.filter(kind=Area.Kind.STATION).first()
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document(
            "service_certificate", _data(certificate, station or certificate.area)
        )


def _data(certificate: ServiceCertificate, station: Area) -> dict:
    is_own = certificate.issued_by_id == certificate.volunteer.user_id
    issued_on = timezone.localtime(certificate.issued_at).date()
    return {
        "number": certificate.number,
        "name": certificate.name,
        "station": station.name,
        "phone": str((station.profile or {}).get("phone", "")),
        "from_on": date_in_full(certificate.from_on),
        "until_on": date_in_full(certificate.until_on),
        "patrols": str(certificate.patrols),
        "hours": hours.in_hours(certificate.minutes),
        "lines": [
            {
                "title": line["title"],
                "patrols": str(line["patrols"]),
                "hours": hours.in_hours(line["minutes"]),
            }
            for line in certificate.lines
        ],
        "issued_on": date_in_full(issued_on),
        "issued_by": "" if is_own else certificate.issued_by.name,
        "voided": certificate.voided_at is not None,
    }
