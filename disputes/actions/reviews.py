"""Review and publication (评晒): what was learned, and what people may read of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.models import Dispute, DisputeReview
from disputes.workflow import IN_MEDIATION, Step
from disputes.workflow.closing import Channel
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def review(
    *,
    dispute: Dispute,
    words: str,
    channel: str,
    version: int,
    by: User,
    at: datetime,
    published: str = "",
) -> DisputeReview:
    """Look back on a mediation; what is made known names nobody (人民调解法 art. 15)."""
    dispute = lock(dispute, version=version)
    if dispute.status in IN_MEDIATION:
        raise RuleError(_("Review it when the mediation is over."), code="too_early")
    _check(dispute, words, channel, published)
    row = DisputeReview.objects.create(
        dispute=dispute,
        words=words.strip(),
        channel=channel,
        published=published.strip() if channel != Channel.NOT_PUBLISHED else "",
        at=at,
        by=by,
    )
    moves.save(dispute)
    moves.sign(dispute, Step.REVIEW, by=by, at=at)
    moves.note("dispute.reviewed", dispute, by=by, at=at)
    return row


def _check(dispute: Dispute, words: str, channel: str, published: str) -> None:
    if channel not in Channel.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not words.strip():
        raise RuleError(_("Say what was learned from it."), code="no_words")
    if channel == Channel.NOT_PUBLISHED:
        return
    if not published.strip():
        raise RuleError(_("Write what is made known."), code="no_text")
    named = [
        name
        for name in dispute.parties.values_list("name", flat=True)
        if name in published
    ]
    if named:
        raise RuleError(
            _("What is made known must not name %(name)s.") % {"name": named[0]},
            code="names_somebody",
        )
