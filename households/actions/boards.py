"""Boards on walls and in stairwells: put up, looked at, renewed, taken down."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.codes import nearest_card
from households.models import Board, CardPrint, PaperKind
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "households_board_once_at_a_place"
PAPERS = {
    Board.Kind.WALL: (PaperKind.BOARD_A3, PaperKind.BOARD_A4),
    Board.Kind.STAIRWELL: (PaperKind.STAIRWELL,),
}


@transaction.atomic
def put_up(
    *, area: Area, kind: str, place: str, on: date, by: User, at: datetime
) -> Board:
    """A board hangs now; it shows the last print of its kind."""
    card = _card_for(area)
    _check_day(on, at=at)
    if not place.strip():
        raise RuleError(_("Say where the board hangs."), code="no_place")
    with refusing_twins(**{TWIN: _("A board of this kind hangs there already.")}):
        board = Board.objects.create(
            kind=kind,
            area=area,
            card=card,
            shows=_last_print(card, kind),
            place=place.strip()[:120],
            put_up_on=on,
            put_up_by=by,
            checked_on=on,
            checked_by=by,
        )
    record(kind="board.put_up", subject=board, by=by, at=at, also=[card])
    return board


@transaction.atomic
def check(*, board: Board, by: User, at: datetime, version: int | None = None) -> Board:
    """Somebody stood before it: it hangs, it can be read, the code works."""
    board = _hanging(board, version)
    before, board.checked_on = board.checked_on, timezone.localdate(at)
    board.checked_by = by
    _save(board)
    changes = {"checked_on": [before.isoformat(), board.checked_on.isoformat()]}
    record(kind="board.checked", subject=board, by=by, at=at, changes=changes)
    return board


@transaction.atomic
def renew(*, board: Board, by: User, at: datetime, version: int | None = None) -> Board:
    """The present print hangs there instead of the old one."""
    board = _hanging(board, version)
    card = _card_for(board.area)
    shows = _last_print(card, board.kind)
    if shows is None:
        raise RuleError(_("Print the new board first."), code="no_print")
    before, board.card, board.shows = board.card_id, card, shows
    board.checked_on, board.checked_by = timezone.localdate(at), by
    _save(board)
    changes = {"card": [before, card.pk]} if before != card.pk else {}
    record(
        kind="board.renewed", subject=board, by=by, at=at, also=[card], changes=changes
    )
    return board


@transaction.atomic
def take_down(
    *,
    board: Board,
    on: date,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Board:
    """The board is gone, and why."""
    board = _hanging(board, version)
    _check_day(on, at=at)
    if on < board.put_up_on:
        raise RuleError(_("It did not hang yet on that day."), code="too_early")
    if not reason.strip():
        raise RuleError(_("Say why the board was taken down."), code="no_reason")
    board.removed_on, board.removed_by = on, by
    board.removal_reason = reason.strip()[:200]
    _save(board)
    record(
        kind="board.taken_down", subject=board, by=by, at=at, note=board.removal_reason
    )
    return board


def _card_for(area: Area):
    card = nearest_card(area)
    if card is None:
        raise RuleError(
            _("There is no card for this area yet. Issue one first."), code="no_card"
        )
    return card


def _last_print(card, kind: str) -> CardPrint | None:
    rows = CardPrint.objects.filter(card=card, kind__in=PAPERS[kind])
    return rows.order_by("-printed_at", "-pk").first()


def _check_day(on: date, *, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise RuleError(_("That day has not come yet."), code="ahead")


def _hanging(board: Board, version: int | None) -> Board:
    board = lock(board, version=version)
    if board.removed_on is not None:
        raise RuleError(_("This board was taken down already."), code="removed")
    return board


def _save(board: Board) -> None:
    board.version += 1
    board.save()
