"""Early warnings as a station has them: what was seen before, read and answered now."""

from datetime import timedelta

from disputes.actions import criminal_turns, warnings
from disputes.models import (
    CriminalTurn,
    Dispute,
    DisputeWarning,
    WarningAction,
    WarningReading,
)
from disputes.warnings.book import Book
from disputes.workflow import Status
from disputes.workflow.warning import CriminalKind, Deed
from station import working_days

DANGEROUS = (["threat", "violence"], ["weapon", "threat"], ["crowd", "violence"])
DAYS = 90
TURNS = (CriminalKind.INJURY, CriminalKind.PROVOCATION, CriminalKind.DAMAGE)
DONE = "已上门稳控，双方情绪平稳，约定三天后再看。"


def make(*, chance, at, scale) -> str:
    """Some open disputes are dangerous, some are answered, three turned long ago."""
    seen = _past(chance=chance)
    rows = Dispute.objects.filter(status=Status.TAKEN_UP).order_by("pk")
    for dispute in chance.sample(list(rows), min(4, rows.count())):
        dangers = sorted({*dispute.dangers, *chance.choice(DANGEROUS)})
        Dispute.objects.filter(pk=dispute.pk).update(dangers=dangers)
        for days in (8, 3):
            moment = max(at - timedelta(days=days), dispute.reported_at)
            warnings.read(ids=[dispute.pk], at=moment)
    read = warnings.read_all(at=at)
    _answer(chance=chance, at=at)
    return f"{seen} past and {read} readings, {_turn(at=at)} turns"


def _past(*, chance) -> int:
    """What the signs of those that are over came to, and who went there."""
    book, readings, raised, deeds = Book(), [], [], []
    rows = Dispute.objects.filter(status=Status.ENDED).exclude(dangers=[])
    for dispute in rows.select_related("area", "assigned_to").order_by("pk"):
        held = _held(dispute, book, is_doubled=chance.random() < 0.3)
        score = sum(sign["points"] for sign in held)
        if not score:
            continue
        readings += [
            WarningReading(
                dispute=dispute, at=dispute.reported_at, score=score, signs=held
            ),
            WarningReading(dispute=dispute, at=dispute.ended_at, score=0, signs=[]),
        ]
        line = book.line(dispute.area.path).line
        if score >= line:
            raised.append(_raised(dispute, score, line))
            deeds.append(_deed(dispute, score, kind=chance.choice(list(Deed)[:3])))
    WarningReading.objects.bulk_create(readings)
    DisputeWarning.objects.bulk_create(raised)
    WarningAction.objects.bulk_create(deeds)
    return len(readings)


def _held(dispute: Dispute, book: Book, *, is_doubled: bool) -> list[dict]:
    """The signs of danger on file; in some the threats were carried further."""
    codes = set(dispute.dangers)
    if is_doubled and codes - {"repeat"}:
        codes |= {"weapon", "threat"}
        dispute.dangers = sorted(codes)
        Dispute.objects.filter(pk=dispute.pk).update(dangers=dispute.dangers)
    since = dispute.reported_at.isoformat()
    return [
        {"code": sign.code, "points": sign.weight, "times": 1, "since": since}
        for sign in book.signs(dispute.area.path)
        if sign.code in codes and sign.is_active
    ]


def _raised(dispute: Dispute, score: int, line: int) -> DisputeWarning:
    return DisputeWarning(
        dispute=dispute,
        area=dispute.area,
        raised_at=dispute.reported_at,
        line=line,
        score=0,
        peak=score,
        is_untouched=False,
        answered_at=dispute.taken_up_at,
        over_at=dispute.ended_at,
    )


def _deed(dispute: Dispute, score: int, *, kind: str) -> WarningAction:
    return WarningAction(
        dispute=dispute,
        kind=kind,
        words=DONE,
        done_at=dispute.taken_up_at,
        done_by=dispute.assigned_to,
        score=score,
    )


def _answer(*, chance, at) -> None:
    """Every second warning was answered."""
    standing = DisputeWarning.objects.open().select_related("dispute__assigned_to")
    for warning in list(standing.order_by("pk"))[::2]:
        if warning.dispute.assigned_to is not None:
            warnings.answer(
                dispute=warning.dispute,
                answer=warnings.Answer(
                    chance.choice([Deed.VISIT, Deed.CHIEF_SPOKE, Deed.MOVED_UP]),
                    DONE,
                    working_days.local_date(at) + timedelta(days=3),
                ),
                by=warning.dispute.assigned_to,
                at=at,
            )


def _turn(*, at) -> int:
    """Two that were warned of, and one that nobody saw coming."""
    rows = Dispute.objects.filter(
        status=Status.ENDED, reported_at__lt=at - timedelta(days=DAYS)
    )
    rows = rows.exclude(assigned_to=None).order_by("reported_at", "pk")
    warned = rows.filter(warnings__isnull=False)
    chosen = [*warned[:2], *rows.filter(dangers=[])[:1]]
    for number, (dispute, kind) in enumerate(zip(chosen, TURNS, strict=False), 1):
        on = working_days.local_date(dispute.ended_at + timedelta(days=9))
        criminal_turns.turned_criminal(
            dispute=dispute,
            turn=criminal_turns.Turn(
                on, f"平公（刑）立字〔{on.year}〕{number:03d}号", kind
            ),
            version=dispute.version,
            by=dispute.assigned_to,
            at=at,
        )
    return CriminalTurn.objects.count()
