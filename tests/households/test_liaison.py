"""Liaison by rhythm, alliances, key points: the rules and their refusals."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from households.actions import alliances, key_points, liaisons
from households.models import Equipment, LiaisonContact
from households.notices import liaison as liaison_notices
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, Reminder
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

DAY = timedelta(days=1)


def local(moment):
    return timezone.localtime(moment).strftime("%m-%d %H:%M")


def kept(village, person, rhythm="daily", **more) -> LiaisonContact:
    facts = liaisons.Facts(
        name="赵书记", role="secretary", area=village, rhythm=rhythm, responsible=person
    )
    return liaisons.create(facts=facts, by=person, at=NOW, **more)


def agreed(**more):
    return liaisons.Agreed(**{"what": "报修监控", "until_on": TODAY + DAY, **more})


class TestRhythm:
    def test_daily_is_due_on_the_next_working_day(self, village, wang):
        contact = kept(village, wang)  # a Friday: due the same evening
        assert local(contact.due_at) == "11-20 18:00"

        liaisons.talk(contact=contact, way="phone", by=wang, at=NOW)

        contact.refresh_from_db()
        assert local(contact.due_at) == "11-23 18:00"  # Monday

    def test_weekly_counts_five_working_days(self, village, wang):
        contact = kept(village, wang, rhythm="weekly")
        liaisons.talk(contact=contact, way="phone", by=wang, at=NOW)

        contact.refresh_from_db()
        assert local(contact.due_at) == "11-27 18:00"

    def test_an_older_talk_written_later_does_not_put_it_back(self, village, wang):
        contact = kept(village, wang)
        liaisons.talk(contact=contact, way="phone", by=wang, at=NOW)

        liaisons.talk(
            contact=contact, way="phone", by=wang, at=NOW, talked_at=NOW - 3 * DAY
        )

        contact.refresh_from_db()
        assert contact.last_at == NOW

    def test_missed_it_is_told_and_two_days_later_the_chief(self, village, wang):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        contact = kept(village, wang)

        while reminders.fire(at=contact.due_at):
            pass
        assert told() == {("liaison.late", wang.pk)}
        while reminders.fire(at=contact.due_at + 4 * DAY):
            pass

        assert ("liaison.chief", chief.pk) in told()

    def test_talked_in_time_nobody_is_told(self, village, wang):
        contact = kept(village, wang)
        due = contact.due_at

        liaisons.talk(contact=contact, way="phone", by=wang, at=NOW)
        while reminders.fire(at=due):
            pass

        assert told() == set()

    def test_ended_it_is_silent(self, village, wang):
        contact = liaisons.end(contact=kept(village, wang), by=wang, at=NOW)

        assert not Reminder.objects.pending().exists()
        with pytest.raises(RuleError):
            liaisons.talk(contact=contact, way="phone", by=wang, at=NOW)


def told() -> set:
    rows = Delivery.objects.values_list("reminder__kind", "recipient_id")
    return set(rows)


class TestAgreed:
    def test_is_reminded_until_done(self, village, wang):
        talk = liaisons.talk(
            contact=kept(village, wang), way="phone", agreed=[agreed()], by=wang, at=NOW
        )
        item = talk.items.get()
        kinds = {"liaison_item.due", "liaison_item.late"}
        pending = Reminder.objects.pending().filter(kind__in=kinds)
        assert pending.count() == 2

        liaisons.finish_item(item=item, by=wang, at=NOW)

        assert not pending.exists()
        with pytest.raises(RuleError):
            liaisons.finish_item(item=item, by=wang, at=NOW)
        liaisons.reopen_item(item=item, by=wang, at=NOW)
        assert pending.count() == 2

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"what": " "}, "no_what"),
            ({"until_on": TODAY - DAY}, "past"),
        ],
    )
    def test_refusals(self, village, wang, given, code):
        contact = kept(village, wang)

        with pytest.raises(RuleError) as refused:
            liaisons.talk(
                contact=contact, way="phone", agreed=[agreed(**given)], by=wang, at=NOW
            )

        assert refused.value.code == code
        assert not contact.liaisons.exists()

    def test_only_who_serves_there_sees_to_it(self, village, wang):
        with pytest.raises(RuleError) as refused:
            kept(village, make.officer())

        assert refused.value.code == "not_serving"

    def test_the_database_wants_a_signature(self, db):
        with (
            pytest.raises(IntegrityError, match="done_iff_signed"),
            transaction.atomic(),
        ):
            make.LiaisonItemFactory(done_at=NOW)


class TestMyDay:
    def test_shows_what_is_owed_in_one_query(
        self, village, wang, django_assert_num_queries
    ):
        make.LiaisonContactFactory.create_batch(3, area=village, responsible=wang)
        wang.rights  # noqa: B018
        list(liaison_notices.owed(wang, NOW))

        with django_assert_num_queries(1):
            found = list(liaison_notices.owed(wang, NOW))

        assert len(found) == 3
        assert found[0].done_url


class TestAlliance:
    def test_a_unit_brings_its_name(self, village, wang):
        unit = make.UnitFactory(address=make.AddressFactory(community=village))
        alliance = make.AllianceFactory(area=village)

        member = alliances.add_member(alliance=alliance, unit=unit, by=wang, at=NOW)

        assert member.organisation == unit.name

    def test_nobody_joins_twice(self, village, wang):
        alliance = make.AllianceFactory(area=village)
        make.AllianceMemberFactory(alliance=alliance, organisation="客运站")

        with pytest.raises(RuleError) as refused:
            alliances.add_member(
                alliance=alliance, organisation="客运站", by=wang, at=NOW
            )

        assert refused.value.code == alliances.MEMBER_TWIN

    def test_ends_only_with_nothing_planned(self, village, wang):
        alliance = make.AllianceFactory(area=village)
        joint = alliances.plan(
            alliance=alliance,
            title="清查",
            planned_at=NOW + DAY,
            lead=wang,
            by=wang,
            at=NOW,
        )
        with pytest.raises(RuleError) as refused:
            alliances.end(alliance=alliance, reason="合并", by=wang, at=NOW)
        assert refused.value.code == "action_open"

        alliances.drop(action=joint, reason="下雨", by=wang, at=NOW)
        ended = alliances.end(alliance=alliance, reason="合并", by=wang, at=NOW)

        assert ended.ended_on == TODAY
        assert not Reminder.objects.pending().exists()

    def test_a_result_needs_words(self, village, wang):
        joint = make.JointActionFactory(alliance__area=village)

        with pytest.raises(RuleError) as refused:
            alliances.finish(
                action=joint, result=alliances.Result(" ", TODAY), by=wang, at=NOW
            )

        assert refused.value.code == "no_result"

    def test_the_database_wants_a_date(self, db):
        with (
            pytest.raises(IntegrityError, match="done_iff_dated"),
            transaction.atomic(),
        ):
            make.JointActionFactory(status="done")


class TestKeyPoint:
    @pytest.fixture
    def alarm(self, village, wang) -> Equipment:
        point = make.KeyPointFactory(area=village)
        return key_points.add_equipment(
            key_point=point,
            kind=make.EquipmentKindFactory(),
            since_on=TODAY,
            by=wang,
            at=NOW,
        )

    def test_is_tested_soon_after_it_is_there(self, alarm):
        assert alarm.due_on == TODAY + 3 * DAY
        alarm.key_point.refresh_from_db()
        assert alarm.key_point.due_on == alarm.due_on

    def test_a_good_test_holds_for_its_cycle(self, alarm, wang):
        key_points.record_test(equipment=alarm, works=True, by=wang, at=NOW)

        alarm.refresh_from_db()
        assert (alarm.state, alarm.due_on) == ("working", TODAY + 30 * DAY)

    def test_a_failed_one_is_told_to_the_chief(self, alarm, wang, village):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)

        key_points.record_test(
            equipment=alarm, works=False, note="无响应", by=wang, at=NOW
        )
        while reminders.fire(at=NOW):
            pass

        assert told() == {("equipment.failed", chief.pk)}

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"works": False}, "no_note"),
            ({"works": True, "tested_on": TODAY + DAY}, "future"),
        ],
    )
    def test_refusals(self, alarm, wang, given, code):
        with pytest.raises(RuleError) as refused:
            key_points.record_test(equipment=alarm, by=wang, at=NOW, **given)

        assert refused.value.code == code

    def test_an_overdue_test_is_told_the_next_morning(self, alarm, wang, village):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)

        while reminders.fire(at=NOW + 5 * DAY):
            pass

        assert ("equipment.late", chief.pk) in told()
        assert ("equipment.late", wang.pk) in told()

    def test_closed_nothing_is_owed(self, alarm, wang):
        key_points.close(key_point=alarm.key_point, by=wang, at=NOW)

        assert not Reminder.objects.pending().exists()
        with pytest.raises(RuleError):
            key_points.record_test(equipment=alarm, works=True, by=wang, at=NOW)

    def test_the_database_wants_the_day_of_the_test(self, db):
        with (
            pytest.raises(IntegrityError, match="tested_iff_dated"),
            transaction.atomic(),
        ):
            make.EquipmentFactory(state="working")
