"""Early warning: the score is read anew, raised, answered, and over."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.models import (
    Dispute,
    DisputeWarning,
    WarningAction,
    WarningReading,
)
from disputes.warnings.book import Book
from disputes.warnings.score import Score, score_all
from disputes.workflow.warning import Deed
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Event, User

RAISED = "warning.raised"
OVER = "warning.over"
OWN = frozenset({RAISED, OVER})
BATCH = 200
_GATHERED: ContextVar[dict[int, datetime] | None] = ContextVar("gathered", default=None)


@dataclass(frozen=True)
class Answer:
    """What somebody did about a warning, and when to look again."""

    kind: str
    words: str = ""
    next_look_on: date | None = None


def heard(ids: set[int], event: Event) -> None:
    """Something happened to these disputes: read them anew, in its transaction."""
    if event.kind in OWN:
        return
    gathered = _GATHERED.get()
    if gathered is None:
        read(ids=ids, at=event.happened_at)
    else:
        gathered |= dict.fromkeys(ids, event.happened_at)


@contextmanager
def once() -> Iterator[None]:
    """Many things in a row happen to disputes: read those once, at the end.

    Stands inside the transaction of what happens.
    """
    if _GATHERED.get() is not None:
        yield
        return
    gathered: dict[int, datetime] = {}
    token = _GATHERED.set(gathered)
    try:
        yield
    finally:
        _GATHERED.reset(token)
    if gathered:
        read(ids=gathered, at=max(gathered.values()))


@transaction.atomic
def read(*, ids: Iterable[int], at: datetime, book: Book | None = None) -> int:
    """Work out the score of these disputes; how many changed."""
    newest = WarningReading.objects.filter(dispute=OuterRef("pk"))
    newest = newest.order_by("-at", "-pk").values("signs")[:1]
    rows = Dispute.objects.filter(pk__in=ids).select_related("area")
    rows = rows.select_for_update(of=("self",)).order_by("pk")
    disputes = list(
        rows.annotate(read_signs=Subquery(newest)).defer("summary", "result")
    )
    book = book or Book()
    scores = score_all(disputes, at=at, book=book)
    changed = [row for row in disputes if _differs(row, scores[row.pk])]
    for row in changed:
        row.warning_score = scores[row.pk].value
    _keep(changed, scores, at=at)
    _follow(disputes, book=book, at=at)
    return len(changed)


@transaction.atomic
def answer(*, dispute: Dispute, answer: Answer, by: User, at: datetime):
    """Somebody did something; the next look is on a day, or when it rises again."""
    dispute = moves.lock_open(dispute, None)
    _check(answer, at=at)
    deed = WarningAction.objects.create(
        dispute=dispute,
        kind=answer.kind,
        words=answer.words.strip(),
        done_at=at,
        done_by=by,
        score=dispute.warning_score,
        next_look_on=answer.next_look_on,
    )
    open_warning = DisputeWarning.objects.open().filter(dispute=dispute).first()
    if open_warning is not None:
        warning = lock(open_warning)
        warning.is_untouched = False
        warning.answered_at, warning.next_look_on = at, answer.next_look_on
        moves.save(warning)
        reminders.silence(subject=warning, at=at)
    record(
        kind="warning.answered",
        subject=deed,
        by=by,
        at=at,
        also=[dispute],
        changes={"kind": [None, answer.kind]},
    )
    return deed


@transaction.atomic
def look_again(*, at: datetime) -> int:
    """The day of the next look has come: somebody has to look once more."""
    today = working_days.local_date(at)
    due = DisputeWarning.objects.open().filter(
        is_untouched=False, next_look_on__lte=today
    )
    return due.update(is_untouched=True, updated_at=at)


def read_all(*, at: datetime) -> int:
    """Every open dispute, for what the clock moves; in batches, each by itself."""
    book, last, changed = Book(), 0, 0
    while True:
        rows = Dispute.objects.open().filter(pk__gt=last).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return changed
        changed += read(ids=ids, at=at, book=book)
        last = ids[-1]


# -- the parts -------------------------------------------------------------------


def _differs(dispute: Dispute, score: Score) -> bool:
    """Another figure, or other signs make it."""
    before = {sign["code"]: sign["points"] for sign in dispute.read_signs or ()}
    now = {held.sign.code: held.points for held in score.signs}
    return dispute.warning_score != score.value or before != now


def _keep(changed: list[Dispute], scores: dict[int, Score], *, at: datetime) -> None:
    """A reading each, and the figure on the dispute itself."""
    WarningReading.objects.bulk_create(
        WarningReading(
            dispute=row, at=at, score=row.warning_score, signs=scores[row.pk].as_json()
        )
        for row in changed
    )
    Dispute.objects.bulk_update(changed, ["warning_score"])


def _follow(disputes: list[Dispute], *, book: Book, at: datetime) -> None:
    """Who crosses the line is warned of at once; who is below it no longer."""
    rows = DisputeWarning.objects.open().filter(dispute__in=disputes)
    standing = {row.dispute_id: row for row in rows.select_for_update().order_by("pk")}
    for dispute in disputes:
        line = book.line(dispute.area.path).line
        known = standing.get(dispute.pk)
        is_above = dispute.is_open and dispute.warning_score >= line
        if known is None and is_above:
            _raise(dispute, line, at=at)
        elif known is not None and not is_above:
            _end(known, dispute, at=at)
        elif known is not None and known.score != dispute.warning_score:
            known.score = dispute.warning_score
            known.peak = max(known.peak, known.score)
            moves.save(known)


def _raise(dispute: Dispute, line: int, *, at: datetime) -> None:
    """The chief hears of it at once."""
    warning = DisputeWarning.objects.create(
        dispute=dispute,
        area=dispute.area,
        raised_at=at,
        line=line,
        score=dispute.warning_score,
        peak=dispute.warning_score,
    )
    reminders.schedule(kind=RAISED, subject=warning, due_at=at)
    changes = {"warning_score": [None, warning.score]}
    record(
        kind=RAISED, subject=warning, by=None, at=at, also=[dispute], changes=changes
    )


def _end(warning: DisputeWarning, dispute: Dispute, *, at: datetime) -> None:
    """It fell below the line, or the dispute has ended."""
    warning.over_at, warning.is_untouched = at, False
    warning.score = dispute.warning_score
    moves.save(warning)
    reminders.silence(subject=warning, at=at)
    record(kind=OVER, subject=warning, by=None, at=at, also=[dispute])


def _check(answer: Answer, *, at: datetime) -> None:
    if answer.kind not in Deed.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if answer.kind == Deed.OTHER and not answer.words.strip():
        raise RuleError(_("Say what was done."), code="no_words")
    look = answer.next_look_on
    if answer.kind == Deed.WATCH and look is None:
        raise RuleError(_("Say when somebody looks again."), code="no_look")
    if look is not None and look <= working_days.local_date(at):
        raise RuleError(_("Choose a day to come."), code="look_past")
