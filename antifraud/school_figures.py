"""What the police school reached: people, sessions, and what they knew before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from antifraud.models import QuizSheet
from antifraud.workflow.school import Moment


@dataclass(frozen=True)
class Shares:
    """Of a hundred answers so many right; nothing where nobody filled it in."""

    before: int | None = None
    after: int | None = None
    sheets_before: int = 0
    sheets_after: int = 0

    @property
    def gain(self) -> int | None:
        """Percentage points between the two."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def shares(session_ids: Iterable[int]) -> dict[int, Shares]:
    """The quiz of each session, all at once.

    Before and after are told as they are: who answered only one of them counts there
    too, so the number of sheets stands beside each share.
    """
    rows = QuizSheet.objects.filter(session__in=list(session_ids)).order_by()
    sums = rows.values("session_id", "moment").annotate(
        right_sum=Sum("right"), total_sum=Sum("total"), sheets=Sum("people")
    )
    found: dict[int, dict] = {}
    for row in sums:
        moment = "before" if row["moment"] == Moment.BEFORE else "after"
        share = round(100 * row["right_sum"] / row["total_sum"])
        values = {moment: share, f"sheets_{moment}": row["sheets"]}
        found.setdefault(row["session_id"], {}).update(values)
    return {pk: Shares(**values) for pk, values in found.items()}


def shares_of(session_id: int) -> Shares:
    """The quiz of one session."""
    return shares([session_id]).get(session_id, Shares())
