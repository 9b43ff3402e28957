"""Settled without the police: 治安管理处罚法 (2025) art. 9 ¶4, 程序规定 art. 186."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from disputes import closings, next_step
from disputes.actions import agreements, papers, reconciliations, tracks
from disputes.actions.reconciliations import Application
from disputes.models import Reconciliation
from disputes.papers import dossier
from disputes.papers.case import gather
from disputes.workflow import Status
from disputes.workflow.gate import Answers
from disputes.workflow.law import Act, Easier, Exclusion
from disputes.workflow.papers import ItemState, PaperKind
from station.errors import RuleError
from station.models import Event
from tests.disputes.law_cases import (
    A_QUARREL,
    NEW,
    OLD,
    gated,
    held,
    moment,
    planned,
)
from tests.disputes.paper_case import scan, states, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def settled(day=DAY, **said) -> Application:
    """Agreed on, done and asked for on one day."""
    facts = {
        "how": "themselves",
        "terms": "赔礼道歉，赔偿三百元。",
        "reached_on": day,
        "performed_on": day,
        "applied_on": day,
        "both_apply": True,
        "is_undecided": True,
    }
    return Application(**{**facts, **said})


def applied(dispute, by, day=DAY, **said) -> Reconciliation:
    return reconciliations.apply(
        dispute=dispute, application=settled(day, **said), by=by, at=moment(day, 15)
    )


def put_on_file(dispute, by, day=DAY):
    """The application, signed on paper and scanned."""
    return papers.write(
        dispute=dispute,
        kind=PaperKind.NO_PENALTY,
        content=papers.Content(moment(day)),
        scans=[scan()],
        by=by,
        at=moment(day, 16),
    )


def accepted(found, by, day=DAY):
    return reconciliations.accept(
        reconciliation=found, version=found.version, by=by, at=moment(day, 17)
    )


def refusal_of(function, *args, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        function(*args, **said)
    return refusal.value.code


class TestArticle9AndProcedureRules186:
    """Settled and performed before the decision, applied for in writing, accepted."""

    @pytest.mark.parametrize(
        ("event_on", "named", "unnamed"),
        [
            (OLD, "程序规定第一百八十六条", "第九条第四款"),
            (NEW, "2025年修订）第九条第四款", "2012年"),
            (date(2026, 2, 28), "第九条第四款", "2012年"),  # a working Saturday
        ],
    )
    def test_art_9_4_and_186_settled_and_performed_there_is_no_penalty(
        self, village, wang, event_on, named, unnamed
    ):
        day = max(DAY, event_on)
        dispute = gated(village, wang, day, event_on=event_on)
        found = applied(dispute, wang, day)
        put_on_file(dispute, wang, day)

        made = accepted(found, wang, day)

        dispute.refresh_from_db()
        assert (made.status, made.decided_on) == ("accepted", day)
        assert (named in made.article, unnamed in made.article) == (True, False)
        assert dispute.status == Status.SETTLED
        assert not dispute.clocks.going().filter(code="case.limit").exists()
        kinds = Event.objects.about(dispute).values_list("kind", flat=True)
        assert {"reconciliation.applied", "reconciliation.accepted"} <= set(kinds)

    def test_art_9_4_and_186_also_after_mediation_failed(self, village, wang):
        dispute = gated(village, wang, DAY)
        held(planned(dispute, wang, DAY), wang, told_on=DAY, day=DAY)
        found = applied(dispute, wang)
        put_on_file(dispute, wang)

        accepted(found, wang)

        dispute.refresh_from_db()
        assert dispute.status == Status.SETTLED

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"performed_on": None}, "not_performed"),
            ({"performed_on": DAY - timedelta(days=1)}, "not_performed"),
            ({"applied_on": DAY - timedelta(days=1)}, "too_early"),
            ({"applied_on": DAY + timedelta(days=1)}, "in_future"),
            ({"both_apply": False}, "not_joint"),
            ({"is_undecided": False}, "decided"),
            ({"terms": " "}, "no_terms"),
            ({"how": "committee"}, "not_kept"),
        ],
    )
    def test_art_186_asks_for_each_condition(self, village, wang, said, code):
        dispute = gated(village, wang, DAY)

        assert refusal_of(applied, dispute, wang, **said) == code
        assert not Reconciliation.objects.exists()

    @pytest.mark.parametrize(
        "answers",
        [
            A_QUARREL,
            Answers(act=Act.FIGHT, easier=(Easier.RELATION,), is_light=False),
            Answers(
                act=Act.FIGHT, easier=(Easier.RELATION,), exclusion=Exclusion.HIRED
            ),
        ],
    )
    def test_art_186_only_what_art_178_lets_be_mediated(self, village, wang, answers):
        dispute = gated(village, wang, DAY, answers)

        assert refusal_of(applied, dispute, wang) == "scope"

    def test_art_186_who_was_unwilling_may_come_to_terms(self, village, wang):
        answers = Answers(act=Act.FIGHT, easier=(Easier.RELATION,), is_willing=False)

        assert applied(gated(village, wang, DAY, answers), wang).is_open

    def test_art_186_is_asked_for_in_writing(self, village, wang):
        dispute = gated(village, wang, DAY)
        found = applied(dispute, wang)

        assert refusal_of(accepted, found, wang) == "not_written"

    def test_art_186_the_application_says_what_was_settled(self, village, wang):
        dispute = gated(village, wang, DAY)
        applied(dispute, wang)

        text = words(dispute, PaperKind.NO_PENALTY)

        for part in (
            *("不予处罚申请书", "自行和解", "赔礼道歉，赔偿三百元", "2026年1月5日"),
            *("第九条第四款", "申请人蔡涛（签名", "申请人丁刚（签名", "公安机关意见"),
        ):
            assert part in text, part
        parts = [part.kind for part in dossier.parts_of(gather(dispute))]
        assert PaperKind.NO_PENALTY in parts

    def test_art_186_accepted_it_stands_where_the_agreement_would(self, village, wang):
        dispute = gated(village, wang, DAY)
        found = applied(dispute, wang)
        put_on_file(dispute, wang)
        assert next_step.of(dispute, user=wang, at=moment(DAY, 16)).url == reverse(
            "disputes:reconciliation_answer", args=[found.pk]
        )

        accepted(found, wang)

        standing = states(dispute)
        assert standing[PaperKind.NO_PENALTY] == ItemState.THERE
        assert standing[PaperKind.RECORD] == ItemState.NOT_NEEDED
        kinds = [part.kind for part in dossier.parts_of(gather(dispute))]
        assert kinds.count(PaperKind.NO_PENALTY) == 1

    def test_art_9_3_not_accepted_it_is_handled_by_law(self, village, wang):
        dispute = gated(village, wang, DAY)
        found = applied(dispute, wang)
        step = {"reconciliation": found, "version": found.version, "by": wang}

        assert (
            refusal_of(reconciliations.refuse, **step, reason=" ", at=moment(DAY, 16))
            == "no_reason"
        )
        reconciliations.refuse(**step, reason="一方系被胁迫", at=moment(DAY, 16))

        found.refresh_from_db()
        dispute.refresh_from_db()
        assert (found.status, dispute.status) == ("refused", Status.TAKEN_UP)

    def test_art_9_4_before_the_committee_its_agreement_must_be_kept(
        self, village, wang
    ):
        answers = Answers(act=Act.FIGHT, easier=(Easier.RELATION,), by_committee=True)
        dispute = gated(village, wang, DAY, answers)
        sitting = held(planned(dispute, wang, DAY), wang, outcome="agreed", day=DAY)
        assert refusal_of(applied, dispute, wang, how="committee") == "not_kept"
        step = {"by": wang, "at": moment(DAY, 12)}
        content = agreements.Content(
            form="oral", terms="赔偿三百元。", chair="蔡调解", is_performed_at_once=True
        )
        made = agreements.draft(
            dispute=dispute, content=content, mediation=sitting, **step
        )
        agreements.make_effective(agreement=made, version=made.version, **step)

        found = applied(dispute, wang, how="committee", terms="", reached_on=None)
        put_on_file(dispute, wang)
        accepted(found, wang)

        assert (found.agreement, found.performed_on) == (made, DAY)
        dispute.refresh_from_db()
        assert dispute.status == Status.SETTLED
        assert made.number in words(dispute, PaperKind.NO_PENALTY)

    def test_one_application_at_a_time(self, village, wang):
        dispute = gated(village, wang, DAY)
        applied(dispute, wang)

        assert refusal_of(applied, dispute, wang) == "twice"

    def test_a_planned_sitting_is_called_off_first(self, village, wang):
        dispute = gated(village, wang, DAY)
        planned(dispute, wang, DAY)

        assert refusal_of(applied, dispute, wang) == "planned"

    def test_domestic_violence_is_not_settled_away(self, village, wang):
        dispute = gated(village, wang, DAY)
        dispute.is_domestic_violence = True
        dispute.save()

        assert refusal_of(applied, dispute, wang) == "dv_note"

    def test_unanswered_it_stands_in_the_way_of_closing(self, village, wang):
        dispute = gated(village, wang, DAY)
        applied(dispute, wang)

        titles = [item.icon for item in closings.owed(dispute, user=wang)]

        assert "writing" in titles


class TestPages:
    @pytest.fixture
    def desk(self, client, wang, time_machine):
        time_machine.move_to(moment(DAY, 18), tick=False)
        client.force_login(wang)
        return client

    def test_from_the_dispute_to_no_penalty(self, desk, village, wang):
        dispute = gated(village, wang, DAY)
        url = reverse("disputes:reconcile", args=[dispute.pk])
        assert url in desk.get(dispute.get_absolute_url()).content.decode()
        sent = {
            "version": dispute.version,
            "terms": "赔礼道歉",
            **dict.fromkeys(("reached_on", "performed_on", "applied_on"), "2026-01-05"),
            "both_apply": "on",
            "is_undecided": "on",
        }

        answer = desk.post(url, sent)

        assert answer.url == dispute.get_absolute_url()
        found = Reconciliation.objects.get()
        put_on_file(dispute, wang)
        page = desk.get(dispute.get_absolute_url()).content.decode()
        step = reverse("disputes:reconciliation_answer", args=[found.pk])
        assert step in page
        desk.post(step, {"version": found.version, "is_accepted": "yes"})
        found.refresh_from_db()
        assert found.status == "accepted"

    def test_keeps_what_was_typed_when_refused(self, desk, village, wang):
        dispute = gated(village, wang, DAY)
        sent = {
            "version": dispute.version,
            "terms": "赔礼道歉",
            "reached_on": "2026-01-05",
            "performed_on": "2026-01-04",
            "applied_on": "2026-01-05",
            "both_apply": "on",
            "is_undecided": "on",
        }

        answer = desk.post(reverse("disputes:reconcile", args=[dispute.pk]), sent)

        form = answer.context["form"]
        assert "performed_on" in form.errors
        assert form["terms"].value() == "赔礼道歉"

    def test_is_quiet_where_there_is_no_violation(self, desk, village, wang):
        dispute = gated(village, wang, DAY, A_QUARREL)

        page = desk.get(dispute.get_absolute_url()).content.decode()

        assert reverse("disputes:reconcile", args=[dispute.pk]) not in page


class TestScope:
    def test_the_newest_answers_count(self, village, wang):
        dispute = gated(village, wang, DAY)
        tracks.assess(
            dispute=dispute,
            answers=A_QUARREL,
            reason="没有违法行为",
            by=wang,
            at=moment(DAY, 12),
        )

        assert not reconciliations.in_scope(dispute)
