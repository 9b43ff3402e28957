"""Papers of the demo: open people's mediations have their number and first papers."""

from datetime import timedelta

from disputes.actions import dossiers, warnings
from disputes.actions import papers as actions
from disputes.models import Dispute
from disputes.workflow import OPEN
from disputes.workflow.intake import Track
from disputes.workflow.papers import PaperKind
from station.errors import RuleError

MOST = 12
ASKED = "请求调解，妥善化解双方矛盾。"
SAID = "问：事情是怎么发生的？\n答：就是这几天的事，两家都在气头上。\n问：愿意坐下来谈吗？\n答：愿意。"
TOLD = "已当面宣读，双方均表示清楚。"


@warnings.once()
def make(*, chance, at, scale) -> str:
    """Accepted, told of their rights, and some asked."""
    rows = Dispute.objects.filter(track=Track.PEOPLE, status__in=OPEN)
    made = 0
    for dispute in rows.select_related("assigned_to").order_by("pk")[:MOST]:
        if dispute.assigned_to is None or dispute.taken_up_at is None:
            continue
        moment = min(at, dispute.taken_up_at + timedelta(hours=2))
        try:
            made += _one(dispute, chance=chance, at=moment)
        except RuleError:
            continue
    return f"{made} papers of disputes"


def _one(dispute: Dispute, *, chance, at) -> int:
    step = {"by": dispute.assigned_to, "at": at}
    dossiers.accept(dispute=dispute, **step)
    party = dispute.parties.order_by("pk").first()
    written = {
        PaperKind.APPLICATION: actions.Content(
            at, party=party, matter=ASKED, text=dispute.summary
        ),
        PaperKind.RIGHTS: actions.Content(at, text=TOLD),
    }
    if chance.random() < 0.5:
        written[PaperKind.INVESTIGATION] = actions.Content(
            at, party=party, place=dispute.place, text=SAID
        )
    for kind, content in written.items():
        actions.write(dispute=dispute, kind=kind, content=content, **step)
    return len(written)
