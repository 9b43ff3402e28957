"""Early warnings as a station has them: readings, answers, a turn or two."""

from datetime import timedelta

from disputes.actions import criminal_turns, warnings
from disputes.models import CriminalTurn, Dispute, DisputeWarning, WarningReading
from disputes.workflow import Status
from disputes.workflow.warning import CriminalKind, Deed
from station import working_days

DANGEROUS = (["threat", "violence"], ["weapon", "threat"], ["crowd", "violence"])
DAYS = 90


def make(*, chance, at, scale) -> str:
    """Some open disputes are dangerous, some are answered, two turned long ago."""
    rows = Dispute.objects.open().filter(status=Status.TAKEN_UP).order_by("pk")
    for dispute in chance.sample(list(rows), min(6, rows.count())):
        dangers = chance.choice(DANGEROUS)
        Dispute.objects.filter(pk=dispute.pk).update(dangers=dangers)
        for days in (12, 8, 3):
            moment = max(at - timedelta(days=days), dispute.reported_at)
            warnings.read(ids=[dispute.pk], at=moment)
    read = warnings.read_all(at=at)
    _answer(chance=chance, at=at)
    return f"{read} readings, {_turn(at=at)} turns"


def _answer(*, chance, at) -> None:
    """Every second warning was answered."""
    standing = DisputeWarning.objects.open().select_related("dispute__assigned_to")
    for warning in list(standing.order_by("pk"))[::2]:
        if warning.dispute.assigned_to is not None:
            warnings.answer(
                dispute=warning.dispute,
                answer=warnings.Answer(
                    chance.choice([Deed.VISIT, Deed.CHIEF_SPOKE, Deed.MOVED_UP]),
                    "已上门稳控，双方情绪平稳，约定三天后再看。",
                    working_days.local_date(at) + timedelta(days=3),
                ),
                by=warning.dispute.assigned_to,
                at=at,
            )


def _turn(*, at) -> int:
    """One that was warned of and one that was missed."""
    rows = Dispute.objects.filter(
        status=Status.ENDED, reported_at__lt=at - timedelta(days=DAYS)
    )
    old = list(rows.exclude(assigned_to=None).order_by("reported_at", "pk")[:2])
    for number, dispute in enumerate(old, start=1):
        score = 62 if number == 1 else 18
        WarningReading.objects.create(
            dispute=dispute, at=dispute.reported_at, score=score
        )
        turned = working_days.local_date(dispute.reported_at + timedelta(days=9))
        criminal_turns.turned_criminal(
            dispute=dispute,
            turn=criminal_turns.Turn(
                turned, f"平公（刑）立字〔2026〕{number:03d}号", CriminalKind.INJURY
            ),
            version=dispute.version,
            by=dispute.assigned_to,
            at=at,
        )
    return CriminalTurn.objects.count()
