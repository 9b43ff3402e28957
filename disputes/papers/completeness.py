"""Is the dossier whole: the thirteen items, and what each of them lacks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disputes.agreement_contents import lacking
from disputes.papers.case import Case, agreement_kind
from disputes.workflow.agreements import Signer
from disputes.workflow.mediation import AgreementStatus, ObligationStatus
from disputes.workflow.papers import ITEMS, ItemState, PaperKind
from disputes.workflow.reconciliation import ReconciliationStatus

K = PaperKind
IN_WORDS = {K.AGREEMENT, K.ORAL, K.SECURITY_AGREEMENT, K.SPOT_AGREEMENT}
# What lacks until somebody signs or seals the paper.
OF_HANDS = {"signature", "signed_another", Signer.MEDIATOR, Signer.SEAL}
IN_EFFECT = {AgreementStatus.EFFECTIVE, AgreementStatus.KEPT, AgreementStatus.BROKEN}


@dataclass(frozen=True)
class Item:
    """One of the thirteen: which paper it is in this case, and how it stands."""

    number: int
    kind: PaperKind
    is_required: bool
    state: ItemState
    lacks: tuple[str, ...] = ()

    @property
    def is_owed(self) -> bool:
        return self.state in {ItemState.NEEDED, ItemState.LACKING}


@dataclass(frozen=True)
class Check:
    """The whole dossier at a glance."""

    items: tuple[Item, ...]

    @property
    def is_complete(self) -> bool:
        return not self.owed

    @property
    def owed(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_owed)

    @property
    def owed_names(self) -> list:
        return [item.kind.label for item in self.owed]

    @property
    def there(self) -> int:
        return sum(item.state == ItemState.THERE for item in self.items)

    @property
    def needed(self) -> int:
        """How many this dossier must have in the end."""
        return sum(item.state != ItemState.NOT_NEEDED for item in self.items)

    def item_of(self, kind: str) -> Item | None:
        found = [item for item in self.items if item.kind == kind]
        return found[0] if found else None


def check(case: Case) -> Check:
    """Go through the thirteen items of the ministry's list in their order."""
    return Check(
        tuple(
            _item(case, number, kinds, required)
            for number, (kinds, required) in enumerate(ITEMS, 1)
        )
    )


def is_unfinished(case: Case, kind: str) -> bool:
    """Would it be wrong to have the paper signed as it is? Then it is a draft.

    What lacks only hands is printed clean, to be signed by hand.
    """
    if kind in IN_WORDS:
        return case.agreement is not None and any(
            lack.code not in OF_HANDS for lack in lacking(case.agreement)
        )
    if kind == K.RECORD:
        return any(not sitting.record.strip() for sitting in case.held())
    if kind in {K.COVER, K.CONTENTS, K.BACK, K.CLOSING}:
        return not check(case).is_complete
    return False


def _item(case: Case, number: int, kinds: tuple, required: bool) -> Item:
    kind = _kind(case, kinds)
    state, *lacks = RULES[kinds[0]](case)
    return Item(number, kind, required, state, tuple(lacks))


def _kind(case: Case, kinds: tuple) -> PaperKind:
    """Which of the papers of an item this case has."""
    if kinds[0] == K.APPLICATION:
        return K.APPLICATION if case.of(K.APPLICATION) else K.ACCEPTANCE
    if kinds[0] == K.AGREEMENT and _is_reconciled(case):
        return K.NO_PENALTY
    if kinds[0] == K.AGREEMENT:
        return K.END_NOTICE if _has_failed(case) else agreement_kind(case)
    return kinds[0]


def _has_failed(case: Case) -> bool:
    """Mediation ended without an agreement that stands."""
    stands = case.agreement and case.agreement.status in IN_EFFECT
    return bool(case.dispute.told_of_court_on) and not stands


# -- the rules ---------------------------------------------------------------------


def _rows(case: Case, kind: str, *, owed: bool, to_sign: bool = True) -> tuple:
    """There when every paper of the kind is signed or scanned."""
    rows = case.of(kind)
    if not rows:
        return (ItemState.NEEDED,) if owed else (ItemState.NOT_NEEDED,)
    if to_sign and not all(case.is_kept(row) for row in rows):
        return ItemState.LACKING, _("signatures, or the signed paper as a scan")
    return (ItemState.THERE,)


def _application(case: Case) -> tuple:
    if case.of(K.APPLICATION):
        return _rows(case, K.APPLICATION, owed=True)
    police = case.is_police and case.dispute.taken_up_at
    if case.dossier is not None or police:
        return (ItemState.THERE,)
    return ItemState.NEEDED, _("an application, or accepting the mediation")


def _identity(case: Case) -> tuple:
    """Known by the register, or a copy of the document is kept."""
    rows = case.of(K.IDENTITY)
    scanned = {row.party_id for row in rows if case.scanned(row)}
    if not case.people:
        return ItemState.NEEDED, _("the parties")
    missing = [
        who.name
        for who in case.people
        if not (who.is_registered or who.pk in scanned or None in scanned)
    ]
    if missing:
        return ItemState.LACKING, _("identity document of %(names)s") % {
            "names": "、".join(missing)
        }
    return (ItemState.THERE,)


def _authority(case: Case) -> tuple:
    """Written here, or scanned with every agent."""
    sent = {row.party_id for row in case.of(K.AUTHORITY)}
    missing = [
        who.name
        for who in case.people
        if who.pk not in sent and any(pk not in case.powers for pk in who.agents)
    ]
    if missing:
        return ItemState.NEEDED, _("power of attorney of %(names)s") % {
            "names": "、".join(missing)
        }
    if case.powers and not case.of(K.AUTHORITY):
        return (ItemState.THERE,)
    return _rows(case, K.AUTHORITY, owed=False)


def _record(case: Case) -> tuple:
    """Every sitting has its record, signed; filmed on the spot it needs no paper."""
    if case.agreement and case.agreement.form == "on_the_spot" and _filmed(case):
        return (ItemState.THERE,)
    held, kept = case.held(), {row.ordinal: row for row in case.of(K.RECORD)}
    if not held and _is_reconciled(case):
        return (ItemState.NOT_NEEDED,)
    if not held:
        return ItemState.NEEDED, _("a sitting that was held")
    lacks = list(_record_lacks(case, held, kept))
    return (ItemState.LACKING, *lacks) if lacks else (ItemState.THERE,)


def _filmed(case: Case) -> bool:
    held = case.agreement.mediation
    return bool(held and held.recording)


def _record_lacks(case: Case, held, kept) -> Iterator[str]:
    for sitting in held:
        words = {"n": sitting.ordinal}
        if not sitting.record.strip():
            yield _("text of the record of sitting %(n)s") % words
        row = kept.get(sitting.ordinal)
        if row is None or not case.is_kept(row):
            yield _("signatures under the record of sitting %(n)s") % words


def _is_reconciled(case: Case) -> bool:
    """The parties settled it without the police, who accepted that."""
    found = case.reconciliation
    return found is not None and found.status == ReconciliationStatus.ACCEPTED


def _agreement(case: Case) -> tuple:
    if _has_failed(case) or _is_reconciled(case):
        return (ItemState.THERE,)
    found = case.agreement
    if found is None or found.status == AgreementStatus.VOID:
        return ItemState.NEEDED, _("an agreement, or the notice that mediation ended")
    if found.status in IN_EFFECT:
        return (ItemState.THERE,)
    lacks = [lack.text.rstrip("。.") for lack in lacking(found)]
    return ItemState.LACKING, *(lacks or [_("it is not in effect yet")])


def _performance(case: Case) -> tuple:
    """Proof for everything that was kept."""
    done = [row for row in case.obligations if row.status == ObligationStatus.KEPT]
    if case.of(K.PERFORMANCE):
        return (ItemState.THERE,)
    missing = [row for row in done if not case.proofs.get(row.pk)]
    if missing and not (case.agreement and case.agreement.is_performed_at_once):
        return ItemState.NEEDED, _("proof of what was performed")
    return (ItemState.THERE,) if done else (ItemState.NOT_NEEDED,)


def _follow_up(case: Case) -> tuple:
    """Somebody goes back after every agreement."""
    if case.visits:
        return (ItemState.THERE,)
    in_effect = bool(case.agreement and case.agreement.status in IN_EFFECT)
    return _rows(case, K.FOLLOW_UP, owed=in_effect, to_sign=False)


def _confirmation(case: Case) -> tuple:
    asked = case.confirmation
    if asked is None:
        return _rows(case, K.CONFIRMATION, owed=False, to_sign=False)
    ruled = asked.ruled_on is not None
    if ruled and not any(case.scanned(row) for row in case.of(K.CONFIRMATION)):
        return ItemState.LACKING, _("the ruling of the court as a scan")
    return (ItemState.THERE,)


RULES: dict[str, Callable[[Case], tuple]] = {
    K.APPLICATION: _application,
    K.RIGHTS: lambda case: _rows(case, K.RIGHTS, owed=True),
    K.IDENTITY: _identity,
    K.AUTHORITY: _authority,
    K.INVESTIGATION: lambda case: _rows(case, K.INVESTIGATION, owed=False),
    K.EVIDENCE: lambda case: _rows(case, K.EVIDENCE, owed=False, to_sign=False),
    K.RECORD: _record,
    K.AGREEMENT: _agreement,
    K.PERFORMANCE: _performance,
    K.FOLLOW_UP: _follow_up,
    K.CONFIRMATION: _confirmation,
    K.NOTE: lambda case: _rows(case, K.NOTE, owed=False, to_sign=False),
    K.BACK: lambda case: (ItemState.THERE,),
}
