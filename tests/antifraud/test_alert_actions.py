"""An alert is written once, seen by a second pair of eyes, and goes where it fits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from antifraud.actions import alerts as actions
from antifraud.models import Alert, AlertSending
from antifraud.workflow.alerts import AlertStatus
from station.errors import RuleError, StaleVersion
from station.models import Event, RecordLink, Reminder, reference
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    FraudCaseFactory,
    PostFactory,
    ScamTypeFactory,
    officer,
)
from tests.factories.antifraud_alert import campus_groups, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(village, wang):
    return campus_groups(village, wang)


@pytest.fixture
def chief(village):
    return PostFactory(role="station_chief", area=village.parent.parent).user


@pytest.fixture
def alert(village, wang, groups):
    return actions.draft(words=words(), area=village, audiences=groups, by=wang, at=NOW)


@pytest.fixture
def submitted(alert, wang):
    return actions.submit(alert=alert, version=alert.version, by=wang, at=NOW)


def refused(code, step, **facts):
    with pytest.raises(RuleError) as error:
        step(at=NOW, **facts)
    assert error.value.code == code


class TestDraft:
    def test_gets_a_number_a_link_and_its_groups(self, alert, groups, wang):
        assert alert.number.startswith("YJ-")
        assert len(alert.link) == 8
        assert set(alert.audiences.all()) == set(groups)
        assert alert.authors == [wang.pk]
        assert Event.objects.filter(
            kind="alert.drafted", subject=reference(alert)
        ).exists()

    def test_is_tied_to_what_it_came_from(self, village, wang):
        case = FraudCaseFactory(area=village)

        alert = actions.draft(words=words(), area=village, by=wang, at=NOW, origin=case)

        assert RecordLink.objects.get(made=reference(alert)).origin == reference(case)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"title": " "}, "title"),
            ({"title": "长" * 81}, "title"),
            ({"body": " "}, "body"),
            ({"body": "长" * 501}, "body"),
            ({"body": "受害人身份证号11010519491231002X"}, "body"),
            ({"form": "video"}, "video"),
            ({"video_url": "javascript:alert(1)"}, "video"),
            ({"kind": "gossip"}, "unknown_choice"),
            ({"groups": ("martians",)}, "unknown_choice"),
            ({"scenes": ("moon",)}, "unknown_choice"),
        ],
    )
    def test_refuses_words_that_cannot_go_out(self, village, wang, changes, code):
        refused(code, actions.draft, words=words(**changes), area=village, by=wang)
        assert not Alert.objects.exists()

    def test_an_article_may_be_longer(self, village, wang):
        told = words(form="article", body="长" * 3000)

        assert actions.draft(words=told, area=village, by=wang, at=NOW).pk

    def test_takes_no_group_that_is_given_up(self, village, wang):
        gone = AudienceFactory(area=village, owner=wang, is_active=False)

        refused(
            "audiences",
            actions.draft,
            words=words(),
            area=village,
            by=wang,
            audiences=[gone],
        )


class TestEdit:
    def test_notes_what_changed_and_who_wrote_a_part(self, alert, chief):
        kind = ScamTypeFactory()

        changed = actions.edit(
            alert=alert,
            words=words(title="新标题", body="新的提醒，请相互转告。", scam_type=kind),
            version=alert.version,
            by=chief,
            at=NOW,
        )

        assert changed.authors == sorted([alert.written_by_id, chief.pk])
        event = Event.objects.get(kind="alert.edited")
        assert event.changes["title"] == ["刷单返利就是诈骗", "新标题"]
        assert event.changes["body"] is None
        assert changed.words != alert.words

    def test_leaves_the_groups_alone_unless_told(self, alert, wang, groups):
        common = {"alert": alert, "words": words(), "by": wang, "at": NOW}
        same = actions.edit(version=alert.version, **common)
        assert same.audiences.count() == 2

        fewer = actions.edit(version=same.version, audiences=groups[:1], **common)
        assert fewer.audiences.count() == 1

    def test_only_a_draft(self, submitted, wang):
        refused(
            "state",
            actions.edit,
            alert=submitted,
            words=words(),
            version=submitted.version,
            by=wang,
        )

    def test_not_over_somebody_elses_words(self, alert, wang):
        with pytest.raises(StaleVersion):
            actions.edit(
                alert=alert, words=words(), version=alert.version - 1, by=wang, at=NOW
            )


class TestSubmit:
    def test_waits_and_is_reminded_of(self, submitted, wang):
        assert submitted.status == AlertStatus.SUBMITTED
        assert submitted.submitted_by == wang
        kinds = Reminder.objects.about(reference(submitted)).values_list(
            "kind", flat=True
        )
        assert set(kinds) == {"alert.waiting", "alert.late"}

    def test_needs_a_group(self, village, wang):
        alert = actions.draft(words=words(), area=village, by=wang, at=NOW)

        refused(
            "audiences", actions.submit, alert=alert, version=alert.version, by=wang
        )

    def test_a_picture_needs_its_picture(self, village, wang, groups):
        alert = actions.draft(
            words=words(form="picture"),
            area=village,
            audiences=groups,
            by=wang,
            at=NOW,
        )

        refused("picture", actions.submit, alert=alert, version=alert.version, by=wang)


class TestGiveBack:
    def test_is_a_draft_again_and_the_writer_hears_why(self, submitted, chief, wang):
        back = actions.give_back(
            alert=submitted,
            reason="标题太长",
            version=submitted.version,
            by=chief,
            at=NOW,
        )

        assert back.status == AlertStatus.DRAFT
        assert back.submitted_at is None
        about = Reminder.objects.about(reference(back))
        assert about.get(kind="alert.given_back").recipient == wang
        assert not about.filter(kind="alert.waiting").pending().exists()
        assert Event.objects.get(kind="alert.given_back").note == "标题太长"

    def test_says_why(self, submitted, chief):
        refused(
            "no_reason",
            actions.give_back,
            alert=submitted,
            reason=" ",
            version=submitted.version,
            by=chief,
        )


class TestApprove:
    def test_plans_a_sending_for_each_group(self, submitted, chief, groups):
        done = actions.approve(
            alert=submitted, version=submitted.version, by=chief, at=NOW
        )

        assert done.status == AlertStatus.APPROVED
        assert done.approved_by == chief
        assert AlertSending.objects.filter(alert=done).count() == len(groups)

    def test_never_ones_own_words(self, submitted, wang):
        refused(
            "own",
            actions.approve,
            alert=submitted,
            version=submitted.version,
            by=wang,
        )

    def test_nor_what_one_wrote_a_part_of(self, alert, chief, wang):
        mine = actions.edit(
            alert=alert, words=words(), version=alert.version, by=chief, at=NOW
        )
        again = actions.edit(
            alert=mine, words=words(title="再改"), version=mine.version, by=wang, at=NOW
        )
        waiting = actions.submit(alert=again, version=again.version, by=wang, at=NOW)

        refused(
            "own", actions.approve, alert=waiting, version=waiting.version, by=chief
        )

    def test_the_database_refuses_it_too(self, village, wang, chief):
        facts = {"area": village, "approved_at": NOW, "status": "approved"}
        own = {"written_by": wang, "approved_by": wang}
        part = {"written_by": wang, "approved_by": chief, "authors": [chief.pk]}

        for broken in (own, part):
            with (
                pytest.raises(IntegrityError, match="second_pair_of_eyes"),
                transaction.atomic(),
            ):
                AlertFactory(**facts, **broken)

    def test_not_a_draft(self, alert, chief):
        refused("state", actions.approve, alert=alert, version=alert.version, by=chief)

    @pytest.mark.parametrize("days", [-1, 61])
    def test_goes_out_within_sixty_days(self, submitted, chief, days):
        refused(
            "send_at",
            actions.approve,
            alert=submitted,
            version=submitted.version,
            by=chief,
            send_at=NOW + timedelta(days=days),
        )

    def test_only_some_may_say_that_it_cannot_wait(self, submitted, chief, village):
        elsewhere = officer(AudienceFactory().area)
        urgent = {
            "alert": submitted,
            "version": submitted.version,
            "urgent_reason": "正在发案",
        }
        refused("urgent", actions.approve, by=elsewhere, **urgent)

        assert actions.approve(by=chief, at=NOW, **urgent).is_urgent

    def test_nothing_goes_where_planning_fails(self, submitted, chief, monkeypatch):
        def fail(**_facts):
            raise RuleError("no")

        monkeypatch.setattr(actions.sendings, "plan", fail)
        refused(
            "refused",
            actions.approve,
            alert=submitted,
            version=submitted.version,
            by=chief,
        )

        submitted.refresh_from_db()
        assert submitted.status == AlertStatus.SUBMITTED


class TestWithdraw:
    def test_calls_off_what_was_not_sent(self, submitted, chief):
        out = actions.approve(
            alert=submitted, version=submitted.version, by=chief, at=NOW
        )

        gone = actions.withdraw(
            alert=out, version=out.version, by=chief, at=NOW, reason="内容有误"
        )

        assert gone.status == AlertStatus.WITHDRAWN
        assert not gone.is_public
        states = set(AlertSending.objects.values_list("status", flat=True))
        assert states == {"cancelled"}

    def test_a_draft_is_put_away(self, alert, wang):
        gone = actions.withdraw(
            alert=alert, version=alert.version, by=wang, at=NOW, reason="重复"
        )

        assert gone.status == AlertStatus.WITHDRAWN

    def test_says_why_and_only_once(self, alert, wang):
        facts = {"alert": alert, "by": wang}
        refused(
            "no_reason", actions.withdraw, reason=" ", version=alert.version, **facts
        )
        gone = actions.withdraw(reason="重复", version=alert.version, at=NOW, **facts)
        refused("state", actions.withdraw, reason="x", version=gone.version, **facts)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_pairs_of_eyes_at_once_let_it_go_once(self, submitted, chief, village):
        other = officer(village)

        def approve(by):
            try:
                actions.approve(
                    alert=submitted, version=submitted.version, by=by, at=NOW
                )
            except RuleError:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            won = list(pool.map(approve, [chief, other]))

        assert sorted(won) == [False, True]
        assert AlertSending.objects.filter(alert=submitted).count() == 2
