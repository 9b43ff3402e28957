"""Inspections of venues: written whole, faults become files, the next is due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection

from households.actions import checklists, inspection_rounds, venue_kinds, venues
from households.actions import inspections as actions
from households.inspection_facts import coverage, standing_of
from households.models import (
    Checklist,
    ChecklistItem,
    Hazard,
    Inspection,
    InspectionStop,
    Unit,
    VenueKind,
)
from households.notices.inspections import owed, recipients
from households.workflow.inspections import Result
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, Event, Reminder
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    ChecklistFactory,
    UnitFactory,
    VenueKindFactory,
    officer,
    person,
)


@pytest.fixture
def checklist(db):
    return ChecklistFactory()


@pytest.fixture
def unit(village):
    return UnitFactory(address__community=village, venue_kind=VenueKindFactory())


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


def report(checklist, *wrong: str, **values) -> actions.Report:
    """Everything in order but the items named."""
    findings = [
        actions.Finding(item, Result.FAULT if item.code in wrong else Result.OK)
        for item in checklist.items.all()
    ]
    facts = {"unsigned": "absent", "id_shown": True, "started_at": NOW, **values}
    return actions.Report(findings=facts.pop("findings", findings), **facts)


def inspect(unit, checklist, by, *wrong, at=NOW, **values) -> Inspection:
    return actions.record(
        unit=unit,
        checklist=checklist,
        report=report(checklist, *wrong, started_at=at, **values),
        by=by,
        at=at,
    )


class TestRecord:
    def test_is_numbered_and_says_how_it_went(self, unit, checklist, wang):
        inspection = inspect(unit, checklist, wang)

        assert inspection.number.startswith("JC-")
        assert inspection.is_clean
        assert inspection.findings.count() == 3
        assert Event.objects.about(unit).first().kind == "inspection.recorded"

    def test_is_due_again_after_the_cycle_of_its_risk(self, unit, checklist, wang):
        inspect(unit, checklist, wang)

        unit.refresh_from_db()
        assert unit.inspection_due_on == TODAY + timedelta(days=90)
        assert unit.last_fault_count == 0

    def test_each_fault_gets_one_file(self, unit, checklist, wang):
        inspection = inspect(unit, checklist, wang, "exits", "video")

        hazards = Hazard.objects.filter(inspection=inspection)
        assert inspection.fault_count == hazards.count() == 2
        exits = hazards.get(item__code="exits")
        assert exits.deadline_on == TODAY + timedelta(days=3)
        assert exits.number.startswith("YH-")

    def test_the_same_fault_again_goes_to_the_open_file(self, unit, checklist, wang):
        inspect(unit, checklist, wang, "exits")
        inspect(unit, checklist, wang, "exits", at=NOW + timedelta(days=1))

        assert Hazard.objects.count() == 1
        kinds = Event.objects.about(Hazard.objects.get()).values_list("kind", flat=True)
        assert "hazard.seen_again" in kinds

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"id_shown": False}, "id_not_shown"),
            ({"unsigned": ""}, "unsigned"),
            ({"findings": []}, "incomplete"),
        ],
    )
    def test_refuses_what_is_missing(self, unit, checklist, wang, values, code):
        with pytest.raises(RuleError) as refused:
            inspect(unit, checklist, wang, **values)

        assert refused.value.code == code
        assert not Inspection.objects.exists()

    def test_refuses_a_time_before_yesterday(self, unit, checklist, wang):
        old = report(checklist, started_at=NOW - timedelta(days=2))

        with pytest.raises(RuleError):
            actions.record(unit=unit, checklist=checklist, report=old, by=wang, at=NOW)

    def test_refuses_the_list_of_another_kind(self, unit, wang):
        other = ChecklistFactory(kind=VenueKindFactory())

        with pytest.raises(RuleError) as refused:
            inspect(unit, other, wang)
        assert refused.value.code == "other_checklist"

    def test_refuses_a_closed_unit(self, unit, checklist, wang):
        unit.closed_on = TODAY
        unit.save()

        with pytest.raises(RuleError) as refused:
            inspect(unit, checklist, wang)
        assert refused.value.code == "closed"

    def test_companions_serve_there_too(self, unit, checklist, wang, village):
        helper = person(Role.AUXILIARY_OFFICER, village)

        assert inspect(unit, checklist, wang, companions=[helper]).companions.get()
        with pytest.raises(RuleError) as refused:
            inspect(unit, checklist, wang, companions=[officer()])
        assert refused.value.code == "not_serving"

    def test_rolls_back_whole(self, unit, checklist, wang, monkeypatch):
        def fail(**_facts):
            raise RuntimeError

        monkeypatch.setattr(actions, "write_down", fail)
        with pytest.raises(RuntimeError):
            inspect(unit, checklist, wang, "exits")

        unit.refresh_from_db()
        assert unit.last_inspected_at is None
        assert not Hazard.objects.exists()

    def test_findings_are_never_altered(self, unit, checklist, wang):
        finding = inspect(unit, checklist, wang).findings.first()

        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE households_inspectionfinding SET result = 'fault' WHERE id = %s",
                [finding.pk],
            )


class TestOnScreenAgain:
    def test_what_failed_last_time_comes_first(self, unit, checklist, wang):
        inspect(unit, checklist, wang, "exits")

        found = standing_of(unit)

        assert found.failed == {"exits"}
        assert found.hazards["exits"].unit == unit


class TestVenue:
    def test_another_risk_needs_its_reason(self, unit, wang):
        with pytest.raises(RuleError) as refused:
            venues.describe(
                unit=unit, venue=venues.Venue(unit.venue_kind, "high"), by=wang, at=NOW
            )
        assert refused.value.code == "no_reason"

    def test_a_higher_risk_brings_the_next_one_nearer(self, unit, checklist, wang):
        inspect(unit, checklist, wang)
        venue = venues.Venue(unit.venue_kind, "high", "液化气瓶多", {"seats": 40})

        changed = venues.describe(unit=unit, venue=venue, by=wang, at=NOW)

        assert changed.inspection_due_on == TODAY + timedelta(days=30)
        assert changed.risk_set_by == wang

    def test_too_large_belongs_to_the_fire_department(self, unit):
        unit.venue_kind.limits.create(measure="floor_area", most=300)
        unit.figures = {"floor_area": 301}

        assert "301" not in venues.too_large(unit)
        assert "300" in venues.too_large(unit)
        unit.figures = {"floor_area": 300}
        assert venues.too_large(unit) == ""


class TestChecklists:
    def test_the_standard_is_adopted_once(self, chief):
        made = venue_kinds.adopt_standard(by=chief, at=NOW)

        assert made == VenueKind.objects.count() + 1
        assert venue_kinds.adopt_standard(by=chief, at=NOW) == 0
        assert VenueKind.objects.get(code="shop").limits.get().most == 300
        assert all(row.items.count() >= 18 for row in Checklist.objects.all())

    def test_a_published_version_is_final(self, checklist, chief):
        item = checklist.items.first()
        facts = checklists.ItemFacts("video", "别的")

        with pytest.raises(RuleError) as refused:
            checklists.edit_item(item=item, facts=facts, by=chief, at=NOW)
        assert refused.value.code == "published"

    @pytest.mark.parametrize("sql", ["UPDATE {} SET title_zh = 'x'", "DELETE FROM {}"])
    def test_the_database_refuses_too(self, checklist, sql):
        with (
            pytest.raises(DatabaseError, match="never altered"),
            connection.cursor() as c,
        ):
            c.execute(sql.format("households_checklistitem"))

    def test_a_change_is_the_next_version(self, checklist, chief):
        draft = checklists.start(kind=None, by=chief, at=NOW)
        facts = checklists.ItemFacts("training", "员工会报警")
        checklists.add_item(checklist=draft, facts=facts, by=chief, at=NOW)

        checklists.publish(checklist=draft, by=chief, at=NOW)

        checklist.refresh_from_db()
        assert draft.version == checklist.version + 1
        assert checklist.retired_at == NOW
        assert [n.items.count() for n in (checklist, draft)] == [3, 4]

    def test_one_draft_at_a_time(self, checklist, chief):
        checklists.start(kind=None, by=chief, at=NOW)

        with pytest.raises(RuleError):
            checklists.start(kind=None, by=chief, at=NOW)

    def test_an_empty_draft_is_not_published(self, chief):
        draft = checklists.start(kind=None, by=chief, at=NOW)

        with pytest.raises(RuleError) as refused:
            checklists.publish(checklist=draft, by=chief, at=NOW)
        assert refused.value.code == "empty"


class TestRound:
    def test_what_failed_comes_first_then_what_is_late(self, village, checklist, wang):
        kind = VenueKindFactory()

        def venue(door, **values):
            return UnitFactory(
                address__community=village,
                address__door=door,
                venue_kind=kind,
                **values,
            )

        fine = venue("1号", inspection_due_on=TODAY + timedelta(days=9))
        late = venue("2号", inspection_due_on=date(2026, 10, 1))
        failed = venue(
            "3号", inspection_due_on=TODAY + timedelta(days=9), last_fault_count=1
        )
        venue("4号", closed_on=TODAY)

        round_ = inspection_rounds.start(area=village, by=wang, at=NOW)

        stops = round_.stops.order_by("order").values_list("unit", flat=True)
        assert list(stops) == [failed.pk, late.pk, fine.pk]

    def test_is_left_and_taken_up_again(self, unit, village, wang):
        first = inspection_rounds.start(area=village, by=wang, at=NOW)

        assert inspection_rounds.start(area=village, by=wang, at=NOW) == first

    def test_passing_over_needs_a_reason(self, unit, village, wang):
        stop = inspection_rounds.start(area=village, by=wang, at=NOW).stops.get()

        with pytest.raises(RuleError):
            inspection_rounds.skip(stop=stop, reason=" ", by=wang, at=NOW)
        inspection_rounds.skip(stop=stop, reason="今日关门", by=wang, at=NOW)
        stop.refresh_from_db()
        assert not stop.is_waiting

    def test_has_nothing_to_do_where_there_is_no_venue(self, village, wang):
        with pytest.raises(RuleError) as refused:
            inspection_rounds.start(area=village, by=wang, at=NOW)
        assert refused.value.code == "nothing"


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_officers_at_one_stop_write_one_inspection(self):
        kind, checklist = VenueKindFactory(), ChecklistFactory()
        unit = UnitFactory(venue_kind=kind)
        wang = officer(unit.area)
        round_ = inspection_rounds.start(area=unit.area, by=wang, at=NOW)
        stop = round_.stops.get()

        def go(_number):
            try:
                actions.record(
                    unit=Unit.objects.get(pk=unit.pk),
                    checklist=checklist,
                    report=report(checklist, "exits"),
                    by=wang,
                    at=NOW,
                    stop=InspectionStop.objects.get(pk=stop.pk),
                )
            except RuleError as error:
                return error.code
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            found = sorted(pool.map(go, range(2)))

        assert found == ["done", "inspected"]
        assert Inspection.objects.count() == Hazard.objects.count() == 1


class TestConstraints:
    def test_an_inspection_without_id_shown_is_refused(self, unit, checklist, wang):
        inspection = inspect(unit, checklist, wang)

        with pytest.raises(IntegrityError, match="id_shown"):
            Inspection.objects.filter(pk=inspection.pk).update(id_shown=False)

    def test_an_item_stands_once_in_a_list(self, checklist):
        draft = Checklist.objects.create(kind=VenueKindFactory(), version=1)
        row = {"code": "x", "order": 1, "section": "video", "title_zh": "x"}
        ChecklistItem.objects.create(checklist=draft, **row)

        with pytest.raises(IntegrityError, match="code_once"):
            ChecklistItem.objects.create(checklist=draft, **row)


class TestReminders:
    def test_a_village_is_told_once_for_all_venues_of_a_day(
        self, village, checklist, wang
    ):
        kind = VenueKindFactory()
        for _number in range(3):
            inspect(
                UnitFactory(address__community=village, venue_kind=kind),
                checklist,
                wang,
            )

        assert Reminder.objects.filter(kind="inspection.due").count() == 1
        due_at = Reminder.objects.get(kind="inspection.due").due_at
        reminders.fire(at=due_at)
        assert Delivery.objects.for_bell(wang).unread().count() == 1

    def test_is_moot_when_nothing_is_due_any_more(self, unit, checklist, wang):
        inspect(unit, checklist, wang)
        reminder = Reminder.objects.get(kind="inspection.due")
        Unit.objects.update(inspection_due_on=TODAY + timedelta(days=500))

        assert recipients([reminder], reminder.due_at) == {}

    def test_my_day_has_one_line_a_village(
        self, village, wang, django_assert_max_num_queries
    ):
        kind = VenueKindFactory()
        for _number in range(5):
            UnitFactory(address__community=village, venue_kind=kind)

        with django_assert_max_num_queries(5):
            [item] = owed(wang, NOW)
        assert "5" in str(item.title)


class TestCoverage:
    def test_counts_what_is_within_its_cycle(self, village, checklist, wang):
        kind = VenueKindFactory()
        done = UnitFactory(address__community=village, venue_kind=kind)
        UnitFactory(address__community=village, venue_kind=kind)
        inspect(done, checklist, wang, "exits")

        [row] = coverage([village], on=TODAY)

        assert (row.venues, row.done, row.late, row.hazards) == (2, 1, 1, 1)
        assert row.share == 50
