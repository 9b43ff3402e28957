"""Outreach events: planned, moved, handed over, called off, written up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from antifraud.actions import outreach as actions
from antifraud.actions import outreach_results as results
from antifraud.actions.event_materials import given_out, set_aside
from antifraud.models import OutreachEvent
from antifraud.notices import outreach as notices
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, RecordLink, reference
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def facts(village, wang):
    return actions.OutreachFacts(
        kind="talk",
        title="校园反诈宣讲",
        area=village,
        place="大礼堂",
        starts_at=TOMORROW,
        ends_at=TOMORROW + timedelta(hours=1),
        led_by=wang,
    )


@pytest.fixture
def event(facts, wang):
    return actions.plan(facts=facts, by=wang, at=NOW)


@pytest.fixture
def over(village, wang):
    return make.OutreachFactory(area=village, led_by=wang, over=True)


def told(kind) -> set[int]:
    rows = Delivery.objects.filter(reminder__kind=kind, channel="browser")
    return set(rows.values_list("recipient_id", flat=True))


class TestPlan:
    def test_puts_it_into_the_calendar_with_a_number_and_a_link(self, event):
        assert event.number.startswith("XJ-")
        assert event.is_planned
        assert len(event.link) >= 8
        assert Event.objects.filter(kind="outreach.planned").exists()

    def test_keeps_types_staff_and_groups(self, facts, wang, village, rebates):
        other = make.officer(village)
        audience = make.AudienceFactory(area=village)
        facts = replace(
            facts,
            scam_types=(rebates,),
            staff=(other,),
            audiences=(audience,),
            groups=("elderly", "student"),
        )

        event = actions.plan(facts=facts, by=wang, at=NOW)

        assert list(event.scam_types.all()) == [rebates]
        assert list(event.staff.all()) == [other]
        assert list(event.audiences.all()) == [audience]
        assert event.groups == ["student", "elderly"]

    def test_keeps_what_it_was_made_of(self, facts, wang):
        origin = make.AlertFactory(area=facts.area, approved=True)

        event = actions.plan(facts=facts, origin=origin, by=wang, at=NOW)

        link = RecordLink.objects.get()
        assert (link.origin, link.made) == (reference(origin), reference(event))

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"kind": "nonsense"}, "unknown_choice"),
            ({"topic": "nonsense"}, "unknown_choice"),
            ({"groups": ("nonsense",)}, "unknown_choice"),
            ({"title": "  "}, "no_title"),
            ({"place": "  "}, "no_place"),
            ({"ends_at": TOMORROW}, "ends_at"),
            ({"ends_at": TOMORROW + timedelta(days=40)}, "ends_at"),
            ({"expected": -1}, "people"),
            (
                {"starts_at": NOW - timedelta(days=400), "ends_at": NOW - timedelta(days=399)},
                "starts_at",
            ),
        ],
    )  # fmt: skip
    def test_refuses_what_cannot_be(self, facts, wang, wrong, code):
        with pytest.raises(RuleError) as error:
            actions.plan(facts=replace(facts, **wrong), by=wang, at=NOW)

        assert error.value.code == code
        assert not OutreachEvent.objects.exists()

    def test_refuses_somebody_who_does_not_serve_there(self, facts, wang):
        stranger = make.officer(make.CommunityFactory())

        with pytest.raises(RuleError) as error:
            actions.plan(facts=replace(facts, led_by=stranger), by=wang, at=NOW)

        assert error.value.code == "not_serving"

    def test_tells_whoever_leads_it(self, facts, wang, village):
        other = make.officer(village)

        actions.plan(facts=replace(facts, led_by=other), by=wang, at=NOW)
        reminders.fire(at=NOW)

        assert told("outreach.given") == {other.pk}


class TestMove:
    def test_another_day_is_written_down_and_reminded_of_anew(self, event, facts, wang):
        later = replace(
            facts,
            starts_at=TOMORROW + timedelta(days=5),
            ends_at=TOMORROW + timedelta(days=5, hours=1),
        )

        row = actions.edit(event=event, facts=later, version=1, by=wang, at=NOW)
        reminders.fire(at=TOMORROW)

        assert row.version == 2
        assert told("outreach.soon") == set()
        changes = Event.objects.get(kind="outreach.edited").changes
        assert set(changes) == {"starts_at", "ends_at"}

    def test_never_writes_helpers_down_in_the_timeline(self, event, facts, wang):
        named = replace(facts, helpers="张三、李四")

        actions.edit(event=event, facts=named, version=1, by=wang, at=NOW)

        assert Event.objects.get(kind="outreach.edited").changes == {"helpers": None}

    def test_is_refused_to_a_stale_form(self, event, facts, wang):
        actions.edit(event=event, facts=facts, version=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            actions.edit(event=event, facts=facts, version=1, by=wang, at=NOW)

    def test_leaves_groups_invited_that_one_does_not_see(self, event, facts, wang):
        elsewhere = make.AudienceFactory()
        event.audiences.add(elsewhere)

        row = actions.edit(event=event, facts=facts, version=1, by=wang, at=NOW)

        assert list(row.audiences.all()) == [elsewhere]

    def test_hand_over_tells_whoever_leads_it_now(self, event, wang, village):
        other = make.officer(village)

        row = actions.hand_over(event=event, to=other, version=1, by=wang, at=NOW)
        reminders.fire(at=NOW)

        assert row.led_by == other
        assert told("outreach.given") == {other.pk}


class TestCallOff:
    def test_needs_a_reason(self, event, wang):
        with pytest.raises(RuleError) as error:
            actions.cancel(event=event, reason=" ", version=1, by=wang, at=NOW)

        assert error.value.code == "no_reason"

    def test_puts_the_material_back(self, event, wang, village):
        leaflet = make.MaterialFactory(area=village, stock=100)
        set_aside(event=event, given={leaflet: 60}, by=wang, at=NOW)

        actions.cancel(event=event, reason="大风", version=1, by=wang, at=NOW)

        leaflet.refresh_from_db()
        assert leaflet.stock == 100
        assert given_out(event) == {}

    def test_can_be_taken_back(self, event, wang):
        actions.cancel(event=event, reason="大风", version=1, by=wang, at=NOW)

        row = actions.resume(event=event, version=2, by=wang, at=NOW)

        assert row.is_planned
        assert row.cancel_reason == ""

    def test_of_what_was_held_is_refused(self, village, wang):
        held = make.OutreachFactory(area=village, held=True)

        with pytest.raises(RuleError) as error:
            actions.cancel(event=held, reason="大风", version=1, by=wang, at=NOW)

        assert error.value.code == "state"


class TestWriteUp:
    def test_keeps_numbers_and_books_the_material(self, over, wang, village):
        leaflet = make.MaterialFactory(area=village, stock=100)

        row = results.write_up(
            event=over,
            reached=180,
            result="气氛热烈",
            given={leaflet: 70},
            version=1,
            by=wang,
            at=NOW,
        )

        leaflet.refresh_from_db()
        assert (row.status, row.reached, row.done_by) == ("done", 180, wang)
        assert leaflet.stock == 30
        assert given_out(row) == {leaflet.pk: 70}

    def test_before_it_began_is_refused(self, event, wang):
        with pytest.raises(RuleError) as error:
            results.write_up(event=event, reached=9, version=1, by=wang, at=NOW)

        assert error.value.code == "not_begun"

    def test_with_more_than_there_is_changes_nothing(self, over, wang, village):
        few = make.MaterialFactory(area=village, stock=10)

        with pytest.raises(RuleError) as error:
            results.write_up(
                event=over, reached=5, given={few: 11}, version=1, by=wang, at=NOW
            )

        over.refresh_from_db()
        few.refresh_from_db()
        assert error.value.code == "too_few"
        assert over.is_planned
        assert few.stock == 10

    def test_set_right_moves_the_stock_by_the_difference(self, over, wang, village):
        leaflet = make.MaterialFactory(area=village, stock=100)
        said = {"reached": 90, "by": wang, "at": NOW}
        results.write_up(event=over, given={leaflet: 70}, version=1, **said)

        row = results.correct(event=over, given={leaflet: 50}, version=2, **said)

        leaflet.refresh_from_db()
        assert leaflet.stock == 50
        assert given_out(row) == {leaflet.pk: 50}

    def test_silences_the_reminders(self, over, wang):
        reminders.schedule(kind="outreach.unwritten", subject=over, due_at=NOW)

        results.write_up(event=over, reached=5, version=1, by=wang, at=NOW)
        reminders.fire(at=NOW + timedelta(days=30))

        assert told("outreach.unwritten") == set()


class TestReminders:
    def test_the_afternoon_before_goes_to_leader_and_staff(self, facts, wang, village):
        other = make.officer(village)
        week = timedelta(days=7)
        facts = replace(
            facts,
            staff=(other,),
            starts_at=facts.starts_at + week,
            ends_at=facts.ends_at + week,
        )
        actions.plan(facts=facts, by=wang, at=NOW)

        reminders.fire(at=facts.starts_at)

        assert told("outreach.soon") == {wang.pk, other.pk}

    def test_the_chief_hears_of_what_is_never_written_up(self, event, wang, village):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)

        reminders.fire(at=TOMORROW + timedelta(days=12))

        assert told("outreach.unwritten") == {wang.pk}
        assert told("outreach.late") == {wang.pk, chief.pk}

    def test_my_day_shows_what_is_owed_and_what_comes(self, over, event, wang):
        items = list(notices.owed(wang, NOW))

        assert [item.url for item in items] == [
            over.get_absolute_url(),
            event.get_absolute_url(),
        ]


class TestConstraints:
    @pytest.mark.parametrize(
        ("wrong", "name"),
        [
            ({"kind": "nonsense"}, "codes_valid"),
            ({"ends_at": NOW - timedelta(days=9)}, "ends_after_it_begins"),
            ({"status": "done"}, "held_with_numbers"),
            ({"reached": 5}, "held_with_numbers"),
            ({"status": "cancelled"}, "called_off_with_reason"),
            ({"cancel_reason": "大风"}, "called_off_with_reason"),
        ],
    )
    def test_refuse_what_must_never_be(self, wrong, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make.OutreachFactory(**wrong)


class TestRollback:
    def test_nothing_moves_where_it_cannot_be_written_down(
        self, over, wang, village, monkeypatch
    ):
        leaflet = make.MaterialFactory(area=village, stock=100)

        def broken(**_facts):
            raise RuntimeError

        monkeypatch.setattr(results, "record", broken)
        with pytest.raises(RuntimeError):
            results.write_up(
                event=over, reached=5, given={leaflet: 50}, version=1, by=wang, at=NOW
            )

        over.refresh_from_db()
        leaflet.refresh_from_db()
        assert over.is_planned
        assert leaflet.stock == 100
