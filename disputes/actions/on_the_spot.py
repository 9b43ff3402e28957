"""On-the-spot mediation (现场调解): written down once it is over, in one go."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from disputes.actions import agreements, disputes, dossiers, tracks, warnings
from disputes.actions import sitting_rules as rules
from disputes.actions.intake import Intake
from disputes.models import Dispute, Mediation
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Easier
from disputes.workflow.mediation import (
    AgreementForm,
    MediationKind,
    MediationOutcome,
    MediationPlace,
)
from households.models import Household
from station import working_days
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, User

ARTICLE = "程序规定第一百七十八条"


@dataclass(frozen=True)
class Spot:
    """What was agreed there and then, and that the article's conditions were met."""

    agreed: str
    act: str = Act.NONE
    easier: tuple[str, ...] = (Easier.OTHER,)
    colleague: User | None = None
    recording: str = ""
    is_clear: bool = False
    no_compensation_disputed: bool = False
    both_agree: bool = False
    is_performed: bool = False
    is_impartial: bool = False


@transaction.atomic
@warnings.once()
def settle(
    *,
    area: Area,
    intake: Intake,
    spot: Spot,
    by: User,
    at: datetime,
    household: Household | None = None,
    origin: Model | None = None,
) -> Dispute:
    """Heard, taken up, through the gate, mediated and kept: all on the spot."""
    _check(intake, spot)
    dispute = disputes.report(
        area=area, intake=intake, by=by, at=at, household=household, origin=origin
    )
    dispute = disputes.take_up(
        dispute=dispute, assigned_to=by, version=dispute.version, by=by, at=at
    )
    answers = Answers(act=spot.act, easier=() if spot.act == Act.NONE else spot.easier)
    tracks.assess(dispute=dispute, answers=answers, by=by, at=at)
    dispute.refresh_from_db()
    if dispute.track not in {Track.PEOPLE, Track.PUBLIC_SECURITY}:
        raise RuleError(_("This may not be mediated on the spot."), code="no_mediation")
    sitting = _sit(dispute, intake, spot, by=by, at=at)
    _agree(dispute, sitting, intake, spot, by=by, at=at)
    dispute.refresh_from_db()
    return dispute


def _check(intake: Intake, spot: Spot) -> None:
    """The article's conditions, one by one (art. 178)."""
    conditions = (
        (spot.is_clear, _("The facts must be clear and the circumstances light.")),
        (spot.no_compensation_disputed, _("No compensation may be in dispute.")),
        (spot.both_agree, _("Both sides must agree to mediate on the spot.")),
        (spot.is_performed, _("It must be performed on the spot.")),
    )
    for met, text in conditions:
        if not met:
            raise RuleError(
                _("%(text)s (%(article)s)") % {"text": text, "article": ARTICLE},
                code="condition",
            )
    if len({party.side for party in intake.parties}) < 2:
        raise RuleError(_("Name both sides."), code="no_name")
    if not spot.agreed.strip():
        raise RuleError(_("Write down what was agreed."), code="no_terms")
    if spot.act != Act.NONE and not spot.recording.strip():
        raise RuleError(
            _("Without a recording the agreement is on paper: plan a sitting."),
            code="no_recording",
        )


def _sit(
    dispute: Dispute, intake: Intake, spot: Spot, *, by: User, at: datetime
) -> Mediation:
    sitting = Mediation(
        dispute=dispute,
        ordinal=1,
        kind=MediationKind.ON_THE_SPOT,
        track=dispute.track,
        held_at=at,
        place_kind=MediationPlace.SCENE,
        place=intake.place.strip(),
        recording=spot.recording.strip(),
        is_fully_recorded=bool(spot.recording.strip()),
        is_impartial=spot.is_impartial,
        facts=intake.summary.strip(),
        record=spot.agreed.strip(),
        outcome=MediationOutcome.AGREED,
        rights_told=True,
        written_by=by,
    )
    officers = [officer for officer in (by, spot.colleague) if officer is not None]
    if sitting.track == Track.PUBLIC_SECURITY:
        book = rules.book_of(dispute)
        rules.check_impartial(sitting)
        police = rules.police_among(officers, working_days.local_date(at))
        rules.check_officers(book, sitting, police)
        rules.check_guardian_told(dispute, book, sitting)
    sitting.save()
    sitting.officers.set(officers)
    record(kind="mediation.held", subject=sitting, by=by, at=at, also=[dispute])
    if sitting.track == Track.PEOPLE:
        dossiers.open_for(dispute, by=by, at=at)
    return sitting


def _agree(
    dispute: Dispute,
    sitting: Mediation,
    intake: Intake,
    spot: Spot,
    *,
    by: User,
    at: datetime,
) -> None:
    """The agreement: recorded on the spot, or by word of mouth; kept at once."""
    is_police = dispute.track == Track.PUBLIC_SECURITY
    content = agreements.Content(
        form=AgreementForm.ON_THE_SPOT if is_police else AgreementForm.ORAL,
        facts=intake.summary.strip(),
        terms=spot.agreed.strip(),
        performance=_("Performed on the spot."),
        chair=by.name,
        place=intake.place.strip(),
        is_performed_at_once=True,
    )
    made = agreements.draft(
        dispute=dispute, content=content, mediation=sitting, by=by, at=at
    )
    agreements.make_effective(agreement=made, version=made.version, by=by, at=at)
