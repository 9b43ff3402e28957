"""Printable papers of the contact cards: sheets of cards and wall boards."""

import io

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from PIL import Image

from households import card_team
from households.charge import Charge
from households.faces import square
from households.models import ContactCard, OnlineService
from station.actions.attachments import path_of
from station.documents import compile_document
from station.errors import RuleError
from station.models import Area, Attachment, Post

PER_SHEET = 10
MOST_SHEETS = 20
KINDS = {"cards": ("card_sheet", "a4"), "board-a4": ("wall_board", "a4")}
KINDS |= {"board-a3": ("wall_board", "a3"), "stairwell": ("stairwell_board", "a5")}
KINDS |= {"grid-card": ("grid_card", "a4")}
PHOTO_SIDE = {
    "card_sheet": 260,
    "wall_board": 640,
    "stairwell_board": 420,
    "grid_card": 260,
}


def public_address(card: ContactCard) -> str:
    """What the QR holds: our own address and the code, nothing about anybody."""
    return f"{settings.PUBLIC_URL}{reverse('public:card', args=[card.token])}"


def directory_address(card: ContactCard) -> str:
    """Where the whole list of online services stands."""
    return f"{settings.PUBLIC_URL}{reverse('public:directory', args=[card.token])}"


def _services(area: Area) -> list[dict]:
    """The online services of a board, each with a code of its own where it has one."""
    return [
        {
            "title": service.title_zh,
            "purpose": service.purpose_zh,
            "hint": service.hint,
            "qr": qr_svg(service.url, border=0) if service.url else "",
        }
        for service in OnlineService.objects.shown_in(area)
    ]


def qr_svg(text: str, *, border: int = 2, mask: int | None = None) -> str:
    """The code as a drawing for page or paper.

    Weighing the eight masks takes most of the time; for random codes by the thousand
    any one of them does.
    """
    code = segno.make(text, error="m", micro=False, mask=mask)
    buffer = io.BytesIO()
    code.save(
        buffer,
        kind="svg",
        border=border,
        xmldecl=False,
        omitsize=True,
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return buffer.getvalue().decode().strip()


def render(card: ContactCard, charge: Charge, *, kind: str, sheets: int = 1) -> bytes:
    """The paper as PDF/A, in the language residents read."""
    if not charge.faces:
        raise RuleError(_("Nobody serves here: post an officer first."))
    name, paper = KINDS[kind]
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(card, charge, photo_side=PHOTO_SIDE[name])
        if name == "grid_card":
            data["team"] = card_team.lines_of(card.area, on=timezone.localdate())
        elif name != "card_sheet":
            data["services"] = _services(card.area)
            data["directory_qr"] = qr_svg(directory_address(card), border=0)
    data |= {"paper": paper, "copies": PER_SHEET * sheets}
    return compile_document(name, data)


def _data(card: ContactCard, charge: Charge, *, photo_side: int) -> dict:
    above = {area.kind: area for area in Area.objects.above(card.area)}
    station = above.get("station")
    return {
        "number": card.number,
        "area": card.area.short_name or card.area.name,
        "station": station.name if station else "",
        "bureau": above["county"].name if "county" in above else "",
        "qr": qr_svg(public_address(card), border=0),
        "people": [_person(post, photo_side) for post in charge.faces[:2]],
        "promises": promises(),
        "words": _words(),
    }


def _person(post: Post, side: int) -> dict:
    user = post.user
    return {
        "name": user.name,
        "role": post.get_role_display(),
        "badge": user.badge_number,
        "phone": user.phone,
        "photo": _photo(user.photo, side),
    }


def _photo(photo: Attachment | None, side: int) -> list[int] | None:
    """The portrait, cut and shrunk to what the printer can show."""
    if photo is None:
        return None
    try:
        with Image.open(path_of(photo.file_name)) as source:
            face = square(source, side=side)
    except OSError:
        return None
    buffer = io.BytesIO()
    face.save(buffer, "JPEG", quality=85)
    return list(buffer.getvalue())


def promises() -> list[list[str]]:
    """The five promises of the card, each with what it means."""
    return [
        [_("Appointments"), _("We agree on a time before you set out.")],
        [_("Questions about rules"), _("We tell you which papers you need.")],
        [_("Help in distress"), _("Call 110 first, then us.")],
        [_("Advice on prevention"), _("Against fraud, theft and fire.")],
        [_("Tips"), _("Without your name, if you wish.")],
    ]


def _words() -> dict[str, str]:
    return {
        "title": _("Police–resident contact card"),
        "board": _("Police–resident contact board"),
        "badge": _("Badge number"),
        "phone": _("24-hour phone"),
        "area": _("In charge of"),
        "danger": _("In danger, call 110 first"),
        "scan": _("Scan to leave a message or report a tip"),
        "scan_short": _("Scan to write to me"),
        "promises": _("What we promise"),
        "services": _("Online services"),
        "services_scan": _("Scan for the whole list"),
        "team": _("Your grid team"),
    }
