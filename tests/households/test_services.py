"""The rules of services: what may be booked, who hears of it, how it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import translation

from households import service_slots
from households.actions import guides, service_ends, service_hours, services
from households.actions.service_hours import Hours
from households.actions.services import Wish
from households.models import ServiceRequest, ServiceSlot
from households.workflow.services import ServiceKind, ServiceStatus
from station import crypto, working_days
from station.errors import RuleError, StaleVersion
from station.models import Event, RecordLink, Reminder, reference
from station.roles import Role
from tests.factories import (
    NOW,
    GuideFactory,
    HouseholdFactory,
    ServiceRequestFactory,
    VisitFactory,
    officer,
    person,
)

MONDAY = date(2026, 11, 23)
NINE = working_days.at_clock(MONDAY, time(9))
HALF_PAST = working_days.at_clock(MONDAY, time(9, 30))
SATURDAY_TEN = working_days.at_clock(date(2026, 11, 28), time(10))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def place(village):
    return village.parent.parent


@pytest.fixture
def chief(place):
    return person(Role.STATION_CHIEF, place)


@pytest.fixture
def guide(place):
    return GuideFactory(matter__area=place)


@pytest.fixture
def hours(place, chief):
    """Mondays from nine to ten, one at a time; Saturdays from ten to eleven."""
    monday = Hours(0, time(9), time(10))
    saturday = Hours(5, time(10), time(11), is_outside=True)
    service_hours.add(area=place, hours=monday, by=chief, at=NOW)
    service_hours.add(area=place, hours=saturday, by=chief, at=NOW)


def wish(guide, **more) -> Wish:
    facts = {"kind": "appointment", "resident_name": "张大爷", "begins_at": NINE}
    return Wish(matter=guide.matter, **{**facts, **more})


@pytest.fixture
def booked(village, guide, wang, hours) -> ServiceRequest:
    return services.book(area=village, wish=wish(guide), by=wang, at=NOW)


def kinds(request) -> dict[str, datetime]:
    pending = Reminder.objects.pending().about(reference(request))
    return dict(pending.values_list("kind", "due_at"))


class TestSlots:
    def test_follow_the_hours_of_the_week(self, village, hours):
        free = service_slots.free_slots(village, at=NOW, days=9)

        assert [slot.begins_at for slot in free[2:5]] == [
            NINE,
            HALF_PAST,
            SATURDAY_TEN,
        ]
        assert free[4].kind == ServiceKind.OFF_HOURS

    def test_a_closed_day_has_none_and_an_extra_window_some(
        self, village, place, chief, hours
    ):
        extra = {"is_open": True, "opens": time(19), "closes": time(20)}
        day = {"area": place, "day": MONDAY, "by": chief, "at": NOW}
        service_hours.set_day(**day, reason="培训")
        service_hours.set_day(**day, reason="延时", **extra)

        found = service_slots.slots(village, MONDAY, MONDAY, after=NOW)

        assert [slot.begins_at.hour for slot in found] == [19, 19]
        assert all(slot.is_outside for slot in found)

    def test_holidays_have_none_and_a_make_up_day_those_of_a_monday(
        self, village, hours
    ):
        after = working_days.at_clock(date(2026, 9, 1), time(0))
        national_day = date(2026, 10, 1)
        holiday = service_slots.slots(
            village, national_day, national_day + timedelta(days=4), after=after
        )
        make_up = service_slots.slots(
            village, date(2026, 10, 10), date(2026, 10, 10), after=after
        )

        assert holiday == []
        assert len(make_up) == 2

    def test_past_times_are_not_offered(self, village, hours):
        at = NINE + timedelta(minutes=1)

        assert service_slots.free_slots(village, at=at)[0].begins_at == HALF_PAST

    def test_a_village_with_hours_of_its_own_offers_those(self, village, chief, hours):
        own = Hours(0, time(15), time(16), 60)
        service_hours.add(area=village, hours=own, by=chief, at=NOW)

        [found] = service_slots.slots(village, MONDAY, MONDAY, after=NOW)

        assert found.area == village

    def test_windows_must_not_overlap(self, place, chief, hours):
        with pytest.raises(RuleError, match="other hours"):
            service_hours.add(
                area=place, hours=Hours(0, time(9, 30), time(11)), by=chief, at=NOW
            )


class TestBook:
    def test_takes_a_place_and_keeps_the_edition_of_the_guide(self, booked, guide):
        assert booked.status == ServiceStatus.BOOKED
        assert booked.guide == guide
        assert booked.slot.taken == 1
        assert booked.due_at == HALF_PAST
        assert booked.number.startswith("FW-62")
        assert Event.objects.filter(kind="service.booked").count() == 1

    def test_gives_it_to_who_is_in_charge_and_reminds(self, booked, wang):
        assert booked.assigned_to == wang
        assert kinds(booked) == {
            "service.eve": working_days.at_clock(date(2026, 11, 22), time(17)),
            "service.soon": NINE - timedelta(hours=1),
            "service.late": HALF_PAST,
            "service.chief": working_days.at_clock(date(2026, 11, 24), time(9)),
        }

    def test_tells_the_officer_of_what_came_from_outside(self, village, guide, wang):
        made = services.book(
            area=village,
            wish=wish(guide, kind="proxy", begins_at=None),
            receipt="R",
            at=NOW,
        )

        assert "service.new" in kinds(made)
        assert bytes(made.receipt_hash) == crypto.fingerprint("R")
        assert made.due_at == working_days.at_clock(date(2026, 11, 25), time(18))

    def test_a_full_time_is_refused_and_leaves_nothing(self, booked, guide, village):
        with pytest.raises(RuleError, match="just been taken"):
            services.book(area=village, wish=wish(guide), at=NOW)

        assert ServiceRequest.objects.count() == 1

    @pytest.mark.parametrize(
        ("facts", "message"),
        [
            ({"begins_at": NINE + timedelta(minutes=5)}, "not offered"),
            ({"begins_at": None}, "not offered"),
            ({"begins_at": SATURDAY_TEN}, "not offered"),
            ({"begins_at": NOW - timedelta(days=1)}, "lie ahead"),
            ({"resident_name": " "}, "who it is for"),
            ({"kind": "home_visit"}, "where somebody should come"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, village, guide, hours, facts, message):
        with pytest.raises(RuleError, match=message):
            services.book(area=village, wish=wish(guide, **facts), at=NOW)

    def test_refuses_a_matter_of_another_station(self, village, wang, hours):
        with pytest.raises(RuleError, match="not offered here"):
            services.book(area=village, wish=wish(GuideFactory()), by=wang, at=NOW)

    def test_refuses_a_way_the_matter_does_not_know(self, village, guide, hours):
        guide.matter.offers = ["home_visit"]
        guide.matter.save()

        with pytest.raises(RuleError, match="in this way"):
            services.book(area=village, wish=wish(guide), at=NOW)

    def test_refuses_somebody_who_does_not_serve_there(self, village, guide, hours):
        with pytest.raises(RuleError, match="does not serve"):
            services.book(area=village, wish=wish(guide), assigned_to=officer(), at=NOW)

    def test_keeps_the_link_to_what_it_came_from(self, village, guide, wang, hours):
        visit = VisitFactory(household=HouseholdFactory(community=village))

        made = services.book(
            area=village, wish=wish(guide), by=wang, origin=visit, at=NOW
        )

        link = RecordLink.objects.get()
        assert (link.origin, link.made) == (reference(visit), reference(made))

    def test_seals_the_phone(self, village, guide, wang, hours):
        made = services.book(
            area=village, wish=wish(guide, phone="13900000001"), by=wang, at=NOW
        )

        with connection.cursor() as cursor:
            cursor.execute("SELECT contact_phone FROM households_servicerequest")
            assert "13900000001" not in str(cursor.fetchone()[0])
        assert made.contact_phone_masked == "139****0001"


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_the_last_place_is_given_once(self, village, guide, hours, wang):
        def attempt(number: int) -> bool:
            try:
                services.book(
                    area=village,
                    wish=wish(guide, resident_name=f"群众{number}"),
                    by=wang,
                    at=NOW,
                )
            except RuleError:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(6) as pool:
            won = sum(pool.map(attempt, range(6)))

        assert won == 1
        assert ServiceSlot.objects.get().taken == 1
        assert ServiceRequest.objects.count() == 1

    def test_the_database_refuses_one_too_many(self, place):
        with pytest.raises(IntegrityError, match="never_overbooked"):
            ServiceSlot.objects.create(
                area=place, begins_at=NINE, ends_at=HALF_PAST, capacity=1, taken=2
            )


class TestSteps:
    def test_go_from_the_yes_over_the_way_to_the_end(self, booked, wang):
        services.confirm(request=booked, by=wang, at=NOW)
        service_ends.set_out(request=booked, by=wang, at=NINE)
        done = service_ends.serve(request=booked, by=wang, at=NINE, result="办结")

        assert done.status == ServiceStatus.SERVED
        assert done.outcome == "办结"
        assert done.settled_by == wang
        assert kinds(done) == {}

    def test_a_call_at_the_door_needs_its_time(self, village, guide, wang):
        door = wish(guide, kind="home_visit", begins_at=None, place="二社3号")
        made = services.book(area=village, wish=door, at=NOW)

        with pytest.raises(RuleError, match="when somebody comes"):
            services.confirm(request=made, by=wang, at=NOW)
        agreed = services.confirm(request=made, by=wang, begins_at=NINE, at=NOW)

        assert agreed.due_at == NINE + timedelta(hours=2)

    def test_moving_frees_the_old_time(self, booked, wang):
        old = booked.slot_id

        moved = services.reschedule(
            request=booked, begins_at=HALF_PAST, by=wang, at=NOW, reason="农忙"
        )

        assert moved.status == ServiceStatus.CONFIRMED
        assert ServiceSlot.objects.get(pk=old).taken == 0
        assert moved.slot.taken == 1
        assert kinds(moved)["service.soon"] == HALF_PAST - timedelta(hours=1)

    def test_moved_by_the_resident_it_waits_for_the_yes_again(self, booked, wang):
        services.confirm(request=booked, by=wang, at=NOW)

        moved = services.reschedule(request=booked, begins_at=HALF_PAST, at=NOW)

        assert moved.status == ServiceStatus.BOOKED
        assert "service.new" in kinds(moved)

    def test_calling_off_frees_the_time(self, booked):
        service_ends.cancel(request=booked, at=NOW)

        assert ServiceSlot.objects.get().taken == 0

    def test_the_office_says_why_it_calls_off(self, booked, wang):
        with pytest.raises(RuleError, match="Say why"):
            service_ends.cancel(request=booked, by=wang, at=NOW)

    def test_the_resident_cannot_call_off_who_is_on_the_way(self, booked, wang):
        service_ends.set_out(request=booked, by=wang, at=NOW)

        with pytest.raises(RuleError, match="on the way"):
            service_ends.cancel(request=booked, at=NOW)

    def test_nobody_fails_to_come_before_the_time(self, booked, wang):
        with pytest.raises(RuleError, match="has not come"):
            service_ends.no_show(request=booked, by=wang, at=NOW)
        gone = service_ends.no_show(request=booked, by=wang, at=HALF_PAST)

        assert gone.status == ServiceStatus.NO_SHOW

    def test_what_has_ended_stays_ended(self, booked, wang):
        service_ends.serve(request=booked, by=wang, at=NOW)

        for step in (services.confirm, service_ends.set_out, service_ends.serve):
            with pytest.raises(RuleError, match="cannot become"):
                step(request=booked, by=wang, at=NOW)
        with pytest.raises(RuleError, match="has ended"):
            services.reassign(request=booked, to=officer(), by=wang, at=NOW)

    def test_a_stale_page_is_told(self, booked, wang):
        services.confirm(request=booked, by=wang, at=NOW, version=1)

        with pytest.raises(StaleVersion):
            service_ends.serve(request=booked, by=wang, at=NOW, version=1)

    def test_somebody_else_goes(self, booked, wang, chief):
        given = services.reassign(request=booked, to=chief, by=wang, at=NOW)

        assert given.assigned_to == chief
        told = Reminder.objects.pending().about(reference(given))
        assert set(told.values_list("recipient", flat=True)) == {chief.pk}

    def test_nothing_changes_when_the_event_cannot_be_written(
        self, booked, wang, monkeypatch
    ):
        def broken(**_facts):
            raise OSError("disk full")

        monkeypatch.setattr(Event.objects, "create", broken)
        with pytest.raises(OSError, match="disk full"):
            services.confirm(request=booked, by=wang, at=NOW)

        booked.refresh_from_db()
        assert booked.status == ServiceStatus.BOOKED


class TestSurvey:
    def test_is_answered_once_when_it_is_done(self, booked, wang):
        with pytest.raises(RuleError, match="when it is done"):
            service_ends.rate(request=booked, rating="pleased", at=NOW)
        service_ends.serve(request=booked, by=wang, at=NOW)

        rated = service_ends.rate(
            request=booked, rating="pleased", note="很方便", at=NOW
        )

        assert (rated.rating, rated.rating_note) == ("pleased", "很方便")
        with pytest.raises(RuleError, match="already"):
            service_ends.rate(request=booked, rating="fair", at=NOW)

    def test_refuses_a_word_it_does_not_know(self, booked, wang):
        service_ends.serve(request=booked, by=wang, at=NOW)

        with pytest.raises(RuleError, match="Choose"):
            service_ends.rate(request=booked, rating="great", at=NOW)


class TestReopen:
    def test_owes_it_again_with_a_new_due_time(self, booked, wang):
        service_ends.serve(request=booked, by=wang, at=NOW)
        service_ends.rate(request=booked, rating="displeased", at=NOW)

        again = service_ends.reopen(request=booked, reason="没有办成", at=NOW)

        assert again.status == ServiceStatus.BOOKED
        assert again.due_at > NOW
        assert (again.rating, again.reopened_count) == ("", 1)
        assert {"service.new", "service.late"} <= set(kinds(again))

    def test_needs_a_reason_and_its_days(self, booked, wang):
        service_ends.serve(request=booked, by=wang, at=NOW)

        with pytest.raises(RuleError, match="Say why"):
            service_ends.reopen(request=booked, reason=" ", at=NOW)
        with pytest.raises(RuleError, match="book anew"):
            service_ends.reopen(request=booked, reason="x", at=NOW + timedelta(days=16))

    def test_is_not_for_what_was_called_off(self, booked):
        service_ends.cancel(request=booked, at=NOW)

        with pytest.raises(RuleError, match="book anew"):
            service_ends.reopen(request=booked, reason="x", at=NOW)


class TestGuides:
    def test_a_published_one_is_never_altered(self, guide, chief):
        with pytest.raises(RuleError, match="never altered"):
            guides.write(guide=guide, texts={"fee": "10"}, by=chief, at=NOW)

    def test_nor_behind_our_back(self, guide):
        guide.papers = "别的"

        with pytest.raises(ProgrammingError), transaction.atomic():
            guide.save()

    def test_a_new_edition_replaces_it_and_requests_keep_theirs(
        self, booked, guide, chief
    ):
        draft = guides.begin_edition(matter=guide.matter, by=chief, at=NOW)
        guides.write(guide=draft, texts={"papers": "身份证"}, by=chief, at=NOW)
        new = guides.publish(guide=draft, by=chief, at=NOW)

        guide.refresh_from_db()
        booked.refresh_from_db()
        assert (new.edition, new.status) == (2, "published")
        assert guide.status == "replaced"
        assert booked.guide == guide

    def test_one_draft_at_a_time(self, guide, chief):
        first = guides.begin_edition(matter=guide.matter, by=chief, at=NOW)

        assert guides.begin_edition(matter=guide.matter, by=chief, at=NOW) == first

    def test_an_empty_one_is_not_published(self, place, chief):
        matter = guides.add_matter(
            area=place, slug="dog", texts={"title": "养犬登记"}, by=chief, at=NOW
        )

        with pytest.raises(RuleError, match="needs a title and its papers"):
            guides.publish(guide=matter.guides.get(), by=chief, at=NOW)

    def test_speaks_chinese_where_there_is_no_english(self, guide, settings):
        with translation.override("en"):
            assert str(guide) == "Moving a hukou"
            assert guide.paper_list[0] == "居民身份证"
        with translation.override("zh-hans"):
            assert str(guide) == "户口迁移"


class TestConstraints:
    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"status": "lost", "settled_at": NOW}, "status_valid"),
            ({"kind": "gift"}, "kind_valid"),
            ({"status": "served"}, "settled_iff_ended"),
            ({"rating": "pleased"}, "rated_iff_rating"),
        ],
    )
    def test_hold(self, db, facts, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ServiceRequestFactory(**facts)


class TestPapers:
    def test_are_kept_in_chinese_and_told_in_the_readers_language(self, place):
        guide = GuideFactory(
            matter__area=place, papers="身份证\n户口簿", papers_en="ID card\nHukou book"
        )

        assert guide.paper_pairs == [("身份证", "ID card"), ("户口簿", "Hukou book")]

    def test_that_do_not_match_line_by_line_are_told_in_chinese(self, place):
        guide = GuideFactory(
            matter__area=place, papers="身份证\n户口簿", papers_en="All"
        )

        assert guide.paper_pairs == [("身份证", "身份证"), ("户口簿", "户口簿")]
