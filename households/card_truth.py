"""Does what was printed still say the truth? What to do about it, one step each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.charge import charges_of
from households.coverage import Row, rows_of
from households.models import Board, CardPrint, Household, PaperKind
from households.workflow import CardStatus
from station.models import Area, Post
from station.phrasing import number

CARD_KINDS = (PaperKind.CARDS, PaperKind.GRID_CARD)
CHECK_EVERY = timedelta(days=90)  # a board somebody looked at in this quarter
NEW_SINCE = timedelta(days=90)


@dataclass(frozen=True)
class Finding:
    """One thing about an area's cards that is no longer so, and the step that helps."""

    area: Area
    code: str
    text: str
    url: str
    label: str
    permission: str
    tone: str = "amber"


def said_of(people: list[Post]) -> list[dict]:
    """What a print says of the people in charge, to be compared later."""
    return [
        {
            "user": post.user_id,
            "name": post.user.name,
            "role": post.role,
            "phone": post.user.phone,
            "photo": post.user.photo_id,
        }
        for post in people
    ]


def differences(said: list[dict], people: list[Post]) -> list[str]:
    """Where a print no longer matches those in charge, in words."""
    now = said_of(people[:2])
    if [line["user"] for line in said[:2]] != [line["user"] for line in now]:
        return [_("somebody else is in charge")]
    return [
        words
        for key, words in (
            ("phone", _("the phone changed")),
            ("name", _("the name changed")),
            ("photo", _("the portrait changed")),
        )
        if [line[key] for line in said[:2]] != [line[key] for line in now]
    ]


def findings_of(areas: list[Area], *, at: datetime) -> list[Finding]:
    """Everything to mend in these areas, in a fixed number of queries."""
    today = timezone.localdate(at)
    rows = rows_of(areas, on=today)
    faces = {charge.area.pk: charge.faces[:2] for charge in charges_of(areas, on=today)}
    prints = _last_prints([row.card for row in rows if row.card])
    old = _old_codes_out(areas)
    boards = _boards(areas)
    new = _by_area(areas, new_without_card(at=at))
    return [
        finding
        for row in rows
        for finding in (
            *_of_people(row),
            *_of_prints(row, prints, faces[row.area.pk]),
            *_of_boards(row, boards, faces[row.area.pk], on=today),
            *_of_households(row, old=old, new=new),
        )
    ]


def _of_people(row: Row):
    """Nobody to answer, no code, no portrait, no phone."""
    area = row.area
    if not row.people:
        page = reverse("station:area_detail", args=[area.pk])
        yield Finding(
            area, "unstaffed", _("nobody serves here"), page,
            _("Post somebody"), "post.create", "red",
        )  # fmt: skip
    if row.card is None:
        page = f"{reverse('households:card_issue')}?area={area.pk}"
        yield Finding(
            area, "no_card", _("no card"), page, _("Issue a card"),
            "contact_card.create",
        )  # fmt: skip
    for post in row.people[:1]:
        words = {"name": post.user.name}
        if post.user.photo_id is None:
            page = reverse("station:person_portrait", args=[post.user_id])
            yield Finding(
                area, "no_photo", _("%(name)s has no photo") % words, page,
                _("Add the photo"), "user.edit",
            )  # fmt: skip
        if not post.user.phone:
            page = reverse("station:person_edit", args=[post.user_id])
            yield Finding(
                area, "no_phone", _("%(name)s has no phone") % words, page,
                _("Add the phone"), "user.edit", "red",
            )  # fmt: skip


def _of_prints(row: Row, prints: dict, people: list[Post]):
    """The last sheet of cards says something else than today."""
    found = prints.get(row.card.pk) if row.card else None
    if found is None or not people:
        return
    wrong = differences(found.said, people)
    if wrong:
        text = _("printed cards: %(what)s") % {"what": _(", ").join(wrong)}
        yield Finding(
            row.area, "print", text, _print_url(row.card.pk, found.kind),
            _("Print new ones"), "contact_card.print",
        )  # fmt: skip


def _print_url(card_pk: int, kind: str) -> str:
    return reverse("households:card_paper", args=[card_pk, kind])


def _of_boards(row: Row, boards: dict, people: list[Post], *, on: date):
    """Boards with a dead code, with another face, or that nobody looked at lately."""
    for board in boards.get(row.area.pk, ()):
        page = board.get_absolute_url()
        if board.card.status != CardStatus.ACTIVE:
            text = _("%(board)s carries a code that no longer works")
            yield Finding(
                row.area, "board_code", text % {"board": board}, page,
                _("Go to the board"), "board.edit", "red",
            )  # fmt: skip
        elif board.shows and people and differences(board.shows.said, people):
            what = _(", ").join(differences(board.shows.said, people))
            text = _("%(board)s: %(what)s") % {"board": board, "what": what}
            yield Finding(
                row.area, "board_face", text, _print_url(board.card_id, board.shows.kind),
                _("Print a new one"), "contact_card.print",
            )  # fmt: skip
        elif board.checked_on < on - CHECK_EVERY:
            text = _("%(board)s was not looked at for three months")
            yield Finding(
                row.area, "board_unchecked", text % {"board": board},
                reverse("households:board_check", args=[board.pk]),
                _("Checked"), "board.edit", "grey",
            )  # fmt: skip


def _of_households(row: Row, *, old: dict, new: dict):
    """Households with an old code in their hands, and new ones with nothing."""
    if row.area.kind == Area.Kind.STATION:
        return  # its villages say it
    page = reverse("households:card_outdated") + f"?area={row.area.pk}"
    if count := old.get(row.area.pk, 0):
        text = ngettext(
            "%(n)s household holds a card that was replaced",
            "%(n)s households hold a card that was replaced",
            count,
        )
        yield Finding(
            row.area, "old_code", text % {"n": number(count)}, f"{page}&why=code",
            _("See whom to visit"), "contact_card.view",
        )  # fmt: skip
    if count := new.get(row.area.pk, 0):
        text = ngettext(
            "%(n)s new household has no card",
            "%(n)s new households have no card",
            count,
        )
        yield Finding(
            row.area, "new_household", text % {"n": number(count)}, f"{page}&why=new",
            _("See whom to visit"), "contact_card.view", "grey",
        )  # fmt: skip


def _last_prints(cards) -> dict[int, CardPrint]:
    """The last print of cards, by card."""
    rows = CardPrint.objects.filter(card__in=cards, kind__in=CARD_KINDS)
    last = rows.order_by("card", "-printed_at", "-pk").distinct("card")
    return {found.card_id: found for found in last}


def _boards(areas) -> dict[int, list[Board]]:
    found = defaultdict(list)
    rows = Board.objects.hanging().filter(area__in=areas)
    for board in rows.select_related("card", "shows").order_by("pk"):
        found[board.area_id].append(board)
    return found


def holding_old_codes():
    """Households whose last card has a code that no longer works."""
    return Household.objects.present().filter(
        standing__card_handed_at__isnull=True, card_handovers__isnull=False
    )


def _by_area(areas, rows) -> dict[int, int]:
    """Counts of households by the listed area they lie in."""
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(area__path__startswith=area.path)
    figures = rows.filter(inside).order_by().values("area__path")
    counted = list(figures.annotate(total=Count("pk", distinct=True)))
    return {
        area.pk: sum(
            f["total"] for f in counted if f["area__path"].startswith(area.path)
        )
        for area in areas
    }


def _old_codes_out(areas) -> dict[int, int]:
    return _by_area(areas, holding_old_codes())


def new_without_card(*, at: datetime):
    """Households that came within a quarter and never got a card."""
    return Household.objects.present().filter(
        created_at__gte=at - NEW_SINCE,
        standing__card_handed_at__isnull=True,
        card_handovers__isnull=True,
    )


def truth_begins(card, people: list[Post]) -> datetime | None:
    """Since when printed cards name those who are in charge today; None: not yet.

    Nothing was written down before prints were: then the day the officer came counts.
    """
    rows = CardPrint.objects.filter(card=card, kind__in=CARD_KINDS)
    since = None
    for found in rows.order_by("-printed_at", "-pk"):
        if differences(found.said, people):
            return since
        since = found.printed_at
    return since or _began(people)


def _began(people: list[Post]) -> datetime | None:
    """The day those in charge came to their post."""
    if not people:
        return None
    first = people[0].from_on
    return timezone.make_aware(datetime.combine(first, datetime.min.time()))


def with_old_face(card, people: list[Post]):
    """Households that were given a card with somebody else's face or phone."""
    held = Household.objects.present().filter(
        card_handovers__card=card, standing__card_handed_at__isnull=False
    )
    since = truth_begins(card, people)
    if since is not None:
        held = held.filter(standing__card_handed_at__lt=since)
    return held.distinct()
