"""The articles on agreements and their performance.

One class an article; law.md b1 rows 3, 7, 13, 14 and b2 from row 13 on. Confirmation by
the court has its own file.
"""

from datetime import date, timedelta

import pytest

from disputes import agreement_contents
from disputes.actions import agreements, breaches, obligations
from disputes.models import Mediation
from station.actions import reminders
from station.models import Delivery, Reminder
from tests.disputes.agreement_cases import (
    codes,
    dispute_of,
    drafted,
    duty,
    effective,
    moment,
    refused,
    signed,
)
from tests.disputes.law_cases import gated
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)
NEW_LAW = date(2026, 1, 5)  # the Public Security Act of 2025 is in force since the 1st


@pytest.fixture
def dispute(household, wang):
    return dispute_of(household, wang)


@pytest.fixture
def police(household, wang):
    return dispute_of(household, wang, at=moment(NEW_LAW), track="public_security")


class TestPublicSecurityAct9:
    """Not performed: handled by law, and the parties are told that they may sue."""

    def test_a_breach_is_taken_up_only_with_the_day_they_were_told(self, police, wang):
        at = moment(NEW_LAW)
        agreement = effective(
            police,
            wang,
            at=at,
            form="public_security",
            duties=[duty(police, NEW_LAW + timedelta(days=5))],
        )
        broken_at = moment(NEW_LAW + timedelta(days=7))
        breaches.break_(
            obligation=agreement.obligations.get(),
            broken_on=broken_at.date(),
            reason="拒不赔付",
            version=agreement.obligations.get().version,
            by=wang,
            at=broken_at,
        )
        agreement.refresh_from_db()
        said = {
            "agreement": agreement,
            "reason": "未履行",
            "version": agreement.version,
            "by": wang,
            "at": broken_at,
        }

        assert refused(breaches.take_up_again, **said) == "not_told"
        breaches.take_up_again(told_on=broken_at.date(), **said)

        police.refresh_from_db()
        assert police.status == "taken_up"
        assert police.told_of_court_on == broken_at.date()


class TestProcedureRules178:
    """On the spot: performed there; recorded on video it needs no paper."""

    def sitting(self, dispute, by, recording) -> Mediation:
        return Mediation.objects.create(
            dispute=dispute,
            ordinal=1,
            kind="on_the_spot",
            track="public_security",
            held_at=moment(NEW_LAW),
            place_kind="scene",
            recording=recording,
            outcome="agreed",
            written_by=by,
        )

    def draft(self, dispute, by, recording="", **said):
        return drafted(
            dispute,
            by,
            at=moment(NEW_LAW),
            form="on_the_spot",
            mediation=self.sitting(dispute, by, recording),
            **said,
        )

    def test_recorded_it_holds_without_a_signature(self, police, wang):
        agreement = self.draft(police, wang, "ZFY-0105-01", is_performed_at_once=True)

        held = agreements.make_effective(
            agreement=agreement, version=1, by=wang, at=moment(NEW_LAW)
        )

        held.refresh_from_db()
        assert held.status == "kept"

    def test_unrecorded_both_sides_sign(self, police, wang):
        agreement = self.draft(police, wang, is_performed_at_once=True)

        assert codes(agreement) == {"signature"}

    def test_it_is_performed_on_the_spot(self, police, wang):
        agreement = self.draft(police, wang, "ZFY-0105-01")

        assert codes(agreement) == {"not_at_once"}


class TestProcedureRules184:
    """What a public-security agreement must say."""

    @pytest.mark.parametrize("name", ["body", "chair", "place", "facts", "performance"])
    def test_names_what_is_missing_with_the_article(self, police, wang, name):
        agreement = drafted(
            police,
            wang,
            at=moment(NEW_LAW),
            form="public_security",
            duties=[duty(police, NEW_LAW)],
            **{name: ""},
        )
        signed(agreement, wang, committee=False)

        lacks = agreement_contents.lacking(agreement)

        assert [lack.code for lack in lacks] == [name]
        assert "第一百八十四条" in lacks[0].article

    def test_both_parties_sign(self, police, wang):
        agreement = drafted(
            police,
            wang,
            at=moment(NEW_LAW),
            form="public_security",
            is_performed_at_once=True,
        )

        said = {"agreement": agreement, "version": 1, "by": wang, "at": moment(NEW_LAW)}
        assert codes(agreement) == {"signature"}
        assert refused(agreements.make_effective, **said) == "incomplete"

    def test_belongs_to_its_own_track(self, dispute, wang):
        said = {"form": "public_security"}

        assert refused(drafted, dispute=dispute, by=wang, **said) == "track"


class TestProcedureRules185:
    """The time of the case runs from the day the agreement is not performed."""

    def test_keeps_the_day_of_the_first_breach(self, police, wang):
        due = NEW_LAW + timedelta(days=1)
        agreement = effective(
            police,
            wang,
            at=moment(NEW_LAW),
            form="public_security",
            duties=[duty(police, due), duty(police, due, kind="apologise")],
        )
        for days, obligation in enumerate(agreement.obligations.all(), start=2):
            breaches.break_(
                obligation=obligation,
                broken_on=NEW_LAW + timedelta(days=days),
                reason="未付",
                version=obligation.version,
                by=wang,
                at=moment(NEW_LAW + timedelta(days=days)),
            )

        agreement.refresh_from_db()
        assert agreement.status == "broken"
        assert agreement.broken_on == NEW_LAW + timedelta(days=2)

    def test_nothing_is_broken_before_its_last_day_is_over(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, TODAY)])

        code = refused(
            breaches.break_,
            obligation=agreement.obligations.get(),
            broken_on=TODAY,
            reason="未付",
            version=agreement.obligations.get().version,
            by=wang,
            at=NOW,
        )

        assert code == "too_early"

    def test_the_clock_runs_from_that_day_when_they_are_told_of_the_court(
        self, village, wang
    ):
        police = gated(village, wang, NEW_LAW)
        due = NEW_LAW + timedelta(days=1)
        agreement = effective(
            police,
            wang,
            at=moment(NEW_LAW),
            form="public_security",
            duties=[duty(police, due)],
        )
        at = moment(NEW_LAW + timedelta(days=6))
        obligation = agreement.obligations.get()
        breaches.break_(
            obligation=obligation,
            broken_on=NEW_LAW + timedelta(days=4),
            reason="未付",
            version=obligation.version,
            by=wang,
            at=at,
        )
        agreement.refresh_from_db()

        breaches.tell_of_court(
            agreement=agreement,
            told_on=at.date(),
            version=agreement.version,
            by=wang,
            at=at,
        )

        clock = police.clocks.get(code="case.limit", ended_on=None)
        assert clock.started_on == NEW_LAW + timedelta(days=4)


class TestPeoplesMediation28:
    """An oral agreement: the mediator writes down what it says."""

    def test_needs_its_words_and_who_mediated(self, dispute, wang):
        agreement = drafted(dispute, wang, form="oral", chair="", facts="")

        assert codes(agreement) == {"chair"}


class TestPeoplesMediation29:
    """A written one: by the parties, the mediator and the seal of the committee."""

    def test_holds_when_everybody_signed(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        dispute.refresh_from_db()
        assert (agreement.status, agreement.effective_on) == ("effective", TODAY)
        assert dispute.status == "settled"
        assert "人调字第" in agreement.number

    def test_says_who_has_not_signed(self, dispute, wang):
        agreement = drafted(dispute, wang, duties=[duty(dispute, LATER)])

        assert codes(agreement) == {"signature", "mediator", "seal"}

    def test_says_what_the_text_lacks(self, dispute, wang):
        agreement = signed(
            drafted(dispute, wang, facts="", responsibility="", performance=""), wang
        )

        lacks = {"facts", "responsibility", "performance", "obligations"}
        assert codes(agreement) == lacks

    def test_a_change_of_the_text_voids_the_signatures(self, dispute, wang):
        agreement = signed(drafted(dispute, wang, duties=[duty(dispute, LATER)]), wang)
        content = agreements.Content(form="people", terms="改为赔偿五百元")

        edited = agreements.edit(
            agreement=agreement,
            content=content,
            version=agreement.version,
            by=wang,
            at=NOW,
        )

        assert not edited.signatures.valid().exists()
        assert edited.signatures.count() == 4

    def test_a_signature_counts_for_the_text_it_stands_under(self, dispute, wang):
        agreement = signed(drafted(dispute, wang, duties=[duty(dispute, LATER)]), wang)
        dispute.parties.filter(side="one").update(name="蔡涛涛")

        assert codes(agreement) == {"signed_another"}

    def test_the_text_in_effect_is_not_changed(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        code = refused(
            agreements.edit,
            agreement=agreement,
            content=agreements.Content(form="people", terms="别的"),
            version=agreement.version,
            by=wang,
            at=NOW,
        )

        assert code == "not_draft"


class TestPeoplesMediation30:
    """An oral agreement holds when it is reached."""

    def test_since_the_day_it_was_reached(self, dispute, wang):
        reached = TODAY - timedelta(days=3)
        agreement = effective(
            dispute,
            wang,
            form="oral",
            reached_on=reached,
            duties=[duty(dispute, LATER)],
        )

        assert agreement.effective_on == reached


class TestPeoplesMediation31:
    """It binds; the committee sees to it that it is performed."""

    def test_reminds_before_on_and_after_the_day(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        rows = Reminder.objects.filter(kind__startswith="obligation.").pending()
        assert set(rows.values_list("kind", flat=True)) == {
            "obligation.soon",
            "obligation.due",
            "obligation.late",
            "obligation.chief",
        }
        assert agreement.obligations.get().is_open

    def test_tells_the_officer_then_the_chief(self, dispute, wang, chief):
        effective(dispute, wang, duties=[duty(dispute, LATER)])

        reminders.fire(at=moment(LATER + timedelta(days=6)))

        told = {
            user: {
                kind
                for kind in Delivery.objects.for_bell(user).values_list(
                    "reminder__kind", flat=True
                )
                if kind.startswith("obligation.")
            }
            for user in (wang, chief)
        }
        assert told[wang] == {"obligation.soon", "obligation.due", "obligation.late"}
        assert told[chief] == {"obligation.chief"}

    def test_all_kept_is_kept_and_falls_silent(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        obligations.keep(
            obligation=agreement.obligations.get(),
            kept_on=TODAY,
            version=agreement.obligations.get().version,
            by=wang,
            at=NOW,
        )

        agreement.refresh_from_db()
        assert (agreement.status, agreement.kept_on) == ("kept", TODAY)
        rows = Reminder.objects.filter(kind__startswith="obligation.").pending()
        assert not rows.exists()

    def test_performed_at_once_is_kept_at_once(self, dispute, wang):
        agreement = effective(
            dispute,
            wang,
            is_performed_at_once=True,
            duties=[duty(dispute, TODAY)],
        )

        agreement.refresh_from_db()
        assert agreement.status == "kept"
        assert agreement.obligations.get().settled_on == TODAY

    def test_another_day_needs_both_and_keeps_the_first(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        obligation = agreement.obligations.get()
        said = {
            "obligation": obligation,
            "due_on": LATER + timedelta(days=5),
            "reason": "秋收后付",
            "version": obligation.version,
            "by": wang,
            "at": NOW,
        }

        assert refused(obligations.change_due, both_agree=False, **said) == "not_agreed"
        moved = obligations.change_due(both_agree=True, **said)

        assert (moved.first_due_on, moved.due_on) == (LATER, said["due_on"])
        hashed = agreement_contents.content_hash(agreement)
        assert hashed == agreement.content_hash


class TestPeoplesMediation32:
    """In dispute over its performance they may sue, and are told so."""

    def test_the_officer_says_what_follows(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, TODAY)])
        tomorrow = NOW + timedelta(days=1)
        breaches.break_(
            obligation=agreement.obligations.get(),
            broken_on=tomorrow.date(),
            reason="未付",
            version=agreement.obligations.get().version,
            by=wang,
            at=tomorrow,
        )
        agreement.refresh_from_db()

        answered = breaches.tell_of_court(
            agreement=agreement,
            told_on=tomorrow.date(),
            version=agreement.version,
            by=wang,
            at=tomorrow,
        )

        dispute.refresh_from_db()
        assert answered.breach_answer == "told"
        assert dispute.told_of_court_on == tomorrow.date()
