"""What the law asks of a sitting before it is planned and when it was held."""

from datetime import date

from django.utils.translation import gettext as _

from disputes import proposals
from disputes.models import Dispute, Mediation
from disputes.workflow.intake import Track
from disputes.workflow.law import ClockState, LawText, SecondBecause
from disputes.workflow.mediation import (
    MediationKind,
    MediationOutcome,
    MediationPlace,
)
from station import legal, phrasing, working_days
from station.errors import RuleError
from station.models import Post
from station.roles import Role

POLICE = (Role.COMMUNITY_OFFICER, Role.STATION_CHIEF)
CODES = (
    "ps.law",
    "ps.officers",
    "ps.officers_in_room",
    "ps.second",
    "ps.sessions",
    "minor.age",
)


def book_of(dispute: Dispute) -> legal.Book:
    """The rules for sittings on the day of the event, there."""
    return legal.book(CODES, on=dispute.event_on, area=dispute.area)


def refused(code: str, text: str, rule=None, **said) -> RuleError:
    """A refusal that names its article."""
    if rule is None:
        return RuleError(text % said, code=code)
    return RuleError(
        _("%(text)s (%(article)s)") % {"text": text % said, "article": rule.article},
        code=code,
    )


def check_track(dispute: Dispute) -> None:
    """The gate was answered, and leaves mediation open."""
    if not dispute.track:
        raise RuleError(
            _("Answer the questions of the legal track first."), code="no_track"
        )
    if dispute.track == Track.NONE:
        raise RuleError(
            _("The law leaves no mediation open here."), code="no_mediation"
        )


def check_time(dispute: Dispute, held_on: date) -> None:
    """People's mediation has its month, longer where a local rule says so."""
    clock = dispute.clocks.filter(code="people.month", state=ClockState.RUNNING).first()
    if clock is None or held_on <= clock.due_on:
        return
    rule = legal.rule("people.month", on=dispute.event_on, area=dispute.area)
    raise refused(
        "month_over",
        _("The time for people's mediation ends on %(day)s."),
        rule,
        day=phrasing.date_in_full(clock.due_on),
    )


def sessions(dispute: Dispute, *, but: int | None = None) -> list[Mediation]:
    """The sessions of the police that were held, in their order."""
    rows = dispute.mediations.held().filter(track=Track.PUBLIC_SECURITY)
    rows = rows.exclude(pk=but).defer("facts", "record")
    return list(rows.order_by("held_at", "pk"))


def check_count(
    dispute: Dispute, book: legal.Book, sitting: Mediation, held_on: date
) -> None:
    """Once; a second time within the days the law gives, never a third."""
    held = sessions(dispute, but=sitting.pk)
    most = book.rule("ps.sessions")
    if len(held) >= most.value:
        text = _("The police mediate at most %(n)d times.")
        raise refused("too_many_sessions", text, most, n=most.value)
    if not held:
        return
    first_on = working_days.local_date(held[0].held_at)
    limit = book.limit("ps.second", first_on)
    if held_on > limit.due_on:
        text = _("A second session is held by %(day)s.")
        day = phrasing.date_in_full(limit.due_on)
        raise refused("second_too_late", text, limit.rule, day=day)
    if sitting.second_because not in SecondBecause.values:
        text = _("Say why there is a second session.")
        raise refused("no_second_reason", text, limit.rule)


def check_facts(sitting: Mediation) -> None:
    """Facts first (治安管理处罚法 art. 9, 程序规定 art. 180)."""
    if not sitting.facts.strip():
        raise RuleError(
            _(
                "Establish the facts before the session"
                " (治安管理处罚法第九条、程序规定第一百八十条)."
            ),
            code="no_facts",
        )


def check_impartial(sitting: Mediation) -> None:
    """Nobody in the chair is a party, kin or concerned (2025 Act art. 95)."""
    if not sitting.is_impartial:
        raise RuleError(
            _(
                "Make sure that nobody in the chair is a party, kin or concerned"
                " (治安管理处罚法第九十五条)."
            ),
            code="not_impartial",
        )


def check_mediator(dispute: Dispute, sitting: Mediation) -> None:
    """Who is bound to a party does not sit in the chair."""
    if sitting.mediator is None:
        return
    reason = proposals.conflict_of(sitting.mediator, dispute)
    if reason:
        raise RuleError(reason, code="conflict")


def check_officers(book: legal.Book, sitting: Mediation, officers: list) -> None:
    """One alone only in a standard room with full recording, since the law of 2025."""
    needed = officers_needed(book, sitting)
    if not officers:
        raise RuleError(_("Say which officers mediate."), code="no_officers")
    if len(officers) >= needed.value or law(book) == LawText.OLD:
        return
    text = _(
        "%(n)d officers are needed; one alone only in a standard mediation room with"
        " full recording in sound and picture."
    )
    raise refused("one_officer", text, needed, n=needed.value)


def officers_needed(book: legal.Book, sitting: Mediation):
    """The rule that says how many officers there must be."""
    in_room = sitting.place_kind == MediationPlace.STANDARD_ROOM
    alone = in_room and sitting.is_fully_recorded
    return book.rule("ps.officers_in_room" if alone else "ps.officers")


def law(book: legal.Book) -> str:
    """The text of the law the dispute is judged by."""
    return str(book.figure("ps.law"))


def police_among(officers, held_on: date) -> list:
    """Those who are officers of the people's police, not auxiliaries."""
    held = Post.objects.valid(on=held_on).for_role(*POLICE)
    wanted = [officer.pk for officer in officers]
    police = set(held.filter(user__in=wanted).values_list("user_id", flat=True))
    return [officer for officer in officers if officer.pk in police]


def unguarded(dispute: Dispute) -> list:
    """The minors among the parties whose guardian must be there (art. 181, 98)."""
    parties = dispute.parties.exclude(birth_date=None)
    found = []
    for party in parties.defer("phone"):
        party.dispute = dispute
        if party.needs_guardian:
            found.append(party)
    return found


def check_guardian_told(dispute: Dispute, book: legal.Book, sitting: Mediation) -> None:
    """The guardian of a minor is notified before the session."""
    told = sitting.guardian_told_on
    if told or all(party.guardian_told_on for party in unguarded(dispute)):
        return
    text = _("A party is under age: notify the guardian first.")
    raise refused("guardian_not_told", text, book.rule("minor.age"))


def check_guardian_there(
    dispute: Dispute, book: legal.Book, sitting: Mediation
) -> None:
    """A guardian or another suitable adult was there."""
    there = sitting.guardian_present.strip()
    if there or all(party.guardian_present for party in unguarded(dispute)):
        return
    text = _("A party is under age: say which guardian or suitable adult was there.")
    raise refused("guardian_absent", text, book.rule("minor.age"))


def check_consent(sitting: Mediation) -> None:
    """Others take part in people's mediation only if both sides agree."""
    asked = sitting.track == Track.PEOPLE and sitting.kind == MediationKind.ORDINARY
    if asked and sitting.others_present.strip() and not sitting.others_agreed:
        raise RuleError(
            _("Others take part only if both sides agree (人民调解法第二十条)."),
            code="no_consent",
        )


def warnings(sitting: Mediation) -> list[str]:
    """What is not forbidden but must be thought of."""
    dispute, found = sitting.dispute, []
    if sitting.outcome == MediationOutcome.CANCELLED:
        return found
    if sitting.track == Track.PUBLIC_SECURITY:
        book = book_of(dispute)
        if len(sitting.officers.all()) < officers_needed(book, sitting).value:
            found.append(_("Fewer than two officers: the other side may object."))
        if not sitting.recording:
            found.append(_("No recording is named."))
    elif unguarded(dispute) and not sitting.guardian_present:
        found.append(_("A party is under age: the guardian is notified and present."))
    if sitting.track == Track.PEOPLE and not sitting.rights_told:
        found.append(
            _(
                "Tell the parties their rights and duties (人民调解法第二十三、二十四条)."
            )
        )
    return found
