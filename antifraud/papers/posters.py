"""The poster of an alert: A4 for the wall, or a picture for a group."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from antifraud import handover
from antifraud.models import HOTLINE, Alert
from antifraud.workflow.alerts import NoticeKind
from households.papers.cards import qr_svg
from station.actions.attachments import path_of
from station.documents import compile_document, draw_document
from station.phrasing import date_in_full
from station.working_days import local_date

# Characters and lines that are read standing; the rest stands behind the code.
ALONE = (400, 14)
BESIDE_PICTURE = (200, 6)
PPI = 144
PLAIN = frozenset({NoticeKind.POLICY, NoticeKind.SERVICE})  # no fraud to warn of


def render(alert: Alert) -> bytes:
    """The poster as PDF/A; it speaks Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("alert_poster", _data(alert))


def picture(alert: Alert) -> bytes:
    """The same as PNG."""
    with translation.override(settings.LANGUAGE_CODE):
        return draw_document("alert_poster", _data(alert), ppi=PPI)


def _data(alert: Alert) -> dict:
    picture = _picture(alert)
    hotline = alert.scam_type.hotline if alert.scam_type else HOTLINE
    return {
        "title": alert.title,
        "kind": alert.get_kind_display(),
        "is_warning": alert.kind in {NoticeKind.WARNING, NoticeKind.CASE},
        "scam_type": alert.scam_type.name_zh if alert.scam_type else "",
        "paragraphs": _paragraphs(alert.body, beside_picture=bool(picture)),
        "picture": picture,
        "qr": qr_svg(handover.address(alert.link), border=0),
        "station": (alert.station or alert.area).name,
        "hotline": hotline,
        "source": alert.source,
        "number": alert.number,
        "date": date_in_full(local_date(alert.approved_at)),
        "words": {
            "scan": _("Scan to read on and pass on"),
            "hotline": _("Anti-fraud hotline"),
            "doubt": _("In doubt, ask first"),
            "danger": _("In danger call 110 at once.")
            if alert.kind in PLAIN
            else _("Money gone? Call 110 at once."),
            "source": _("Source"),
        },
    }


def _paragraphs(body: str, *, beside_picture: bool) -> list[str]:
    """As much of the text as one sheet takes."""
    longest, most = BESIDE_PICTURE if beside_picture else ALONE
    lines = [line.strip() for line in handover.shortened(body, longest).splitlines()]
    lines = [line for line in lines if line]
    return lines if len(lines) <= most else [*lines[:most], "……"]


def _picture(alert: Alert) -> list[int] | None:
    """Its picture, where the file is there."""
    if alert.picture is None:
        return None
    try:
        return list(path_of(alert.picture.file_name).read_bytes())
    except OSError:
        return None
