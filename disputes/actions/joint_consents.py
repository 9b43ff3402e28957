"""Whether the parties agree that outsiders sit in (People's Mediation Law, art. 20)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.joint_parts import lock_planned, note
from disputes.models import DisputeParty, Invitation, JointConsent, JointMediation
from disputes.workflow.intake import Side, Track
from disputes.workflow.joint import WITH_CONSENT
from station.errors import RuleError
from station.models import User


@transaction.atomic
def record_consents(
    *,
    joint: JointMediation,
    said: tuple[tuple[DisputeParty, bool], ...],
    by: User,
    at: datetime,
) -> JointMediation:
    """What the parties said to the others sitting in; the last word counts."""
    joint = lock_planned(joint)
    if any(party.dispute_id != joint.dispute_id for party, _is_given in said):
        raise RuleError(_("This person is no party of the dispute."), code="no_party")
    JointConsent.objects.bulk_create(
        [
            JointConsent(
                joint=joint, party=party, is_given=is_given, said_at=at, recorded_by=by
            )
            for party, is_given in said
        ],
        update_conflicts=True,
        unique_fields=["joint", "party"],
        update_fields=["is_given", "said_at", "recorded_by", "updated_at"],
    )
    gave = all(is_given for _party, is_given in said)
    note("joint.consented" if gave else "joint.refused", joint, by=by, at=at)
    return joint


def check(joint: JointMediation, present: list[Invitation]) -> None:
    """Who sat in needed the consent of both sides."""
    outsiders = [row for row in present if needs_consent(joint, row)]
    if outsiders and (missing := without_consent(joint)):
        raise RuleError(
            _("%(who)s may sit in only if the parties agree; not yet: %(parties)s.")
            % {
                "who": _(", ").join(row.who for row in outsiders),
                "parties": _(", ").join(party.name for party in missing),
            },
            code="no_consent",
        )


def needs_consent(joint: JointMediation, invitation: Invitation) -> bool:
    """Before the police, whom both sides know may be asked without (art. 182)."""
    is_police = joint.dispute.track == Track.PUBLIC_SECURITY
    return not is_police and invitation.kind in WITH_CONSENT


def without_consent(joint: JointMediation) -> list[DisputeParty]:
    """The parties of both sides who have not agreed."""
    agreed = joint.consents.filter(is_given=True).values("party")
    parties = joint.dispute.parties.filter(side__in=[Side.ONE, Side.OTHER])
    return list(parties.exclude(pk__in=agreed).defer("phone"))
