from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households import proposals, way
from households.actions import rounds, visits
from households.models import Household, HouseholdStanding, Reason, Round, RoundStop
from households.notices import rounds as round_notices
from households.way import Door
from households.workflow.rounds import RoundState
from station.errors import RuleError, StaleVersion
from station.models import Event, Reminder, reference
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    AddressFactory,
    CommunityFactory,
    FollowUpFactory,
    HouseholdFactory,
    ResidentFactory,
    RoundFactory,
    RoundStopFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


def due(household, days: int) -> None:
    """Its visit was due so many days ago."""
    HouseholdStanding.objects.filter(household=household).update(
        next_due_on=TODAY - timedelta(days=days), last_visited_at=NOW - timedelta(90)
    )


def plan(wang, village, **more) -> Round:
    facts = {"officer": wang, "area": village, "on": TODAY, "by": wang, "at": NOW}
    return rounds.plan(**facts | more)


def at(latitude: float, longitude: float) -> Door:
    return Door((1, "一社"), "1号", (latitude, longitude))


class TestWay:
    def test_passes_known_doors_in_a_line_not_to_and_fro(self):
        doors = [at(39.0, 99.00), at(39.0, 99.03), at(39.0, 99.01), at(39.0, 99.02)]

        found = way.ordered(doors)

        assert found in ([0, 2, 3, 1], [1, 3, 2, 0])

    def test_is_never_longer_than_the_order_of_the_register(self):
        places = [(39 + (n * 7 % 11) / 100, 99 + (n * 5 % 13) / 100) for n in range(20)]
        doors = [at(*place) for place in places]

        assert way.length(way.ordered(doors), doors) < way.length(range(20), doors)

    def test_puts_unknown_doors_by_number_behind_their_group(self):
        doors = [
            Door((1, "二社"), "10号"),
            Door((1, "二社"), "2号"),
            at(39.0, 99.0),
            Door((1, "一社"), "7号"),
        ]

        assert way.ordered(doors) == [2, 3, 1, 0]

    def test_counts_groups_as_people_do(self):
        names = ["十一社", "二社", "九社", "二十社", "十社"]
        doors = [Door((1, name), "1号") for name in names]

        assert [names[i] for i in way.ordered(doors)] == [
            "二社",
            "九社",
            "十社",
            "十一社",
            "二十社",
        ]

    def test_of_no_doors_is_empty(self):
        assert way.ordered([]) == []


class TestPropose:
    def test_takes_the_longest_overdue_first_and_says_why(self, wang, village):
        little, much, _fine = (HouseholdFactory(community=village) for _n in range(3))
        due(little, 3)
        due(much, 40)
        due(_fine, -200)

        found = proposals.propose(officer=wang, area=village, on=TODAY, size=2)

        assert {p.household for p in found} == {little, much}
        assert all(Reason.OVERDUE in p.reasons for p in found)

    def test_takes_a_promise_before_what_is_overdue(self, wang, village):
        late, promised = (HouseholdFactory(community=village) for _n in range(2))
        due(late, 300)
        FollowUpFactory(household=promised, assigned_to=wang, due_at=NOW)

        found = proposals.propose(officer=wang, area=village, on=TODAY, size=1)

        assert [p.household for p in found] == [promised]
        assert found[0].reasons[0] == Reason.FOLLOW_UP

    def test_leaves_out_what_lies_elsewhere_or_moved_away(self, wang, village):
        HouseholdFactory()
        HouseholdFactory(community=village, left_on=TODAY)

        assert proposals.propose(officer=wang, area=village, on=TODAY, size=9) == []

    def test_leaves_in_peace_who_was_seen_and_is_not_due(self, wang, village):
        household = HouseholdFactory(community=village)
        ResidentFactory(household=household, care_kinds=["elderly_alone"])
        due(household, -90)

        assert proposals.propose(officer=wang, area=village, on=TODAY, size=9) == []

    def test_leaves_out_doors_on_a_colleagues_round(self, wang, village):
        household = HouseholdFactory(community=village)
        RoundStopFactory(household=household, round__area=village)

        assert proposals.propose(officer=wang, area=village, on=TODAY, size=9) == []

    @pytest.mark.parametrize("rows", [3, 40])
    def test_asks_as_often_for_many_as_for_few(
        self, wang, village, rows, django_assert_max_num_queries
    ):
        for household in [HouseholdFactory(community=village) for _n in range(rows)]:
            due(household, 5)

        with django_assert_max_num_queries(8):
            proposals.propose(officer=wang, area=village, on=TODAY, size=12)


class TestPlan:
    def test_makes_a_round_of_the_proposed_doors(self, wang, village):
        for _n in range(3):
            HouseholdFactory(community=village)

        made = plan(wang, village, size=2)

        assert [stop.order for stop in made.stops.in_order()] == [1, 2]
        assert Event.objects.get(kind="round.planned").subject == reference(made)

    def test_carries_over_what_was_left(self, wang, village):
        left, done = (HouseholdFactory(community=village) for _n in range(2))
        before = RoundFactory(officer=wang, area=village, on=TODAY - timedelta(days=1))
        RoundStopFactory(round=before, household=left)
        RoundStopFactory(round=before, household=done, skipped_reason="无人在家")

        made = plan(wang, village, size=1)

        stop = made.stops.get()
        assert (stop.household, stop.carried_from) == (left, before.on)
        assert stop.reasons == ["carried", "overdue"]

    def test_is_refused_twice_for_a_day(self, wang, village):
        plan(wang, village)

        with pytest.raises(RuleError) as refusal:
            plan(wang, village)
        assert refusal.value.code == "exists"

    def test_is_refused_for_yesterday(self, wang, village):
        with pytest.raises(RuleError) as refusal:
            plan(wang, village, on=TODAY - timedelta(days=1))
        assert refusal.value.code == "bad_day"

    def test_is_refused_where_the_officer_makes_no_visits(self, wang):
        with pytest.raises(RuleError) as refusal:
            plan(wang, CommunityFactory())
        assert refusal.value.code == "not_their_area"

    def test_is_refused_for_a_colleague_unless_one_leads_there(self, wang, village):
        auxiliary = person(Role.AUXILIARY_OFFICER, village)

        with pytest.raises(RuleError) as refusal:
            plan(wang, village, by=auxiliary)
        assert refusal.value.code == "not_yours"

    def test_by_the_chief_is_told_to_the_officer(self, wang, village):
        chief = person(Role.STATION_CHIEF, village.parent.parent)

        made = plan(wang, village, by=chief)

        reminder = Reminder.objects.get(kind="round.assigned")
        assert round_notices.recipients([reminder], NOW) == {reminder.pk: [wang.pk]}
        assert made.get_absolute_url() == (
            round_notices.words([reminder], wang)[reminder.pk].url
        )

    def test_puts_chosen_households_on_first(self, wang, village):
        chosen = HouseholdFactory(community=village)
        due(HouseholdFactory(community=village), 100)

        made = plan(wang, village, size=1, households=[chosen])

        assert made.stops.get().reasons == [Reason.CHOSEN]

    def test_constraint_knows_one_round_a_day(self, wang, village):
        RoundFactory(officer=wang, area=village)

        with pytest.raises(IntegrityError, match="one_a_day"):
            RoundFactory(officer=wang, area=village)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_at_once_make_one_round(self, wang, village):
        def go(_n):
            try:
                return plan(wang, village)
            except RuleError as error:
                return error.code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(go, range(2)))

        assert answers.count("exists") == 1
        assert Round.objects.count() == 1


@pytest.fixture
def tour(wang, village):
    row = RoundFactory(officer=wang, area=village)
    for order in (1, 2, 3):
        RoundStopFactory(
            round=row, household=HouseholdFactory(community=village), order=order
        )
    return row


class TestChange:
    def test_moves_a_door_up(self, tour, wang):
        first, second, _third = tour.stops.in_order()

        rounds.move(tour=tour, stop=second, direction="up", by=wang, at=NOW)

        assert list(tour.stops.in_order())[:2] == [second, first]

    def test_moves_no_door_beyond_the_end(self, tour, wang):
        with pytest.raises(RuleError) as refusal:
            rounds.move(
                tour=tour, stop=tour.stops.first(), direction="up", by=wang, at=NOW
            )
        assert refusal.value.code == "at_the_end"

    def test_on_a_stale_page_is_told(self, tour, wang):
        stop = tour.stops.first()
        rounds.remove(tour=tour, stop=stop, version=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            rounds.remove(tour=tour, stop=stop, version=1, by=wang, at=NOW)

    def test_adds_a_household_once(self, tour, wang, village):
        household = HouseholdFactory(community=village)

        for _n in range(2):
            rounds.add(tour=tour, households=[household], by=wang, at=NOW)

        assert tour.stops.get(household=household).order == 4

    def test_adds_nothing_out_of_the_officers_area(self, tour, wang):
        with pytest.raises(RuleError) as refusal:
            rounds.add(tour=tour, households=[HouseholdFactory()], by=wang, at=NOW)
        assert refusal.value.code == "not_their_area"

    def test_orders_what_is_left_by_the_way(self, tour, wang):
        for stop, longitude in zip(
            tour.stops.in_order(), ("99.0", "99.2", "99.1"), strict=True
        ):
            address = stop.household.address
            address.latitude, address.longitude = "39.5", longitude
            address.save()
        first, far, middle = tour.stops.in_order()

        rounds.shorten(tour=tour, by=wang, at=NOW)

        assert list(tour.stops.in_order())[1] == middle
        assert {first, far} == set(tour.stops.in_order()) - {middle}

    def test_passes_a_door_only_with_a_reason(self, tour, wang):
        stop = tour.stops.first()
        with pytest.raises(RuleError) as refusal:
            rounds.skip(tour=tour, stop=stop, reason=" ", by=wang, at=NOW)
        assert refusal.value.code == "no_reason"

        rounds.skip(tour=tour, stop=stop, reason="外出务工", by=wang, at=NOW)

        assert RoundStop.objects.get(pk=stop.pk).skipped_reason == "外出务工"

    def test_is_refused_after_the_end(self, tour, wang):
        rounds.start(tour=tour, by=wang, at=NOW)
        rounds.finish(tour=tour, by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            rounds.remove(tour=tour, stop=tour.stops.first(), by=wang, at=NOW)
        assert refusal.value.code == "finished"

    def test_constraint_forbids_visited_and_passed(self, tour):
        from tests.factories import VisitFactory

        stop = tour.stops.first()
        stop.visited = VisitFactory(household=stop.household)
        stop.skipped_reason = "x"
        with pytest.raises(IntegrityError, match="visited_or_skipped"):
            stop.save()


class TestTick:
    def record(self, household, wang, **more):
        report = visits.Report(
            purpose="routine", outcome="met", visited_at=NOW, others_met="邻居", **more
        )
        return visits.record(household=household, report=report, by=wang, at=NOW)

    def test_settles_the_door_and_starts_the_round(self, tour, wang):
        stop = tour.stops.first()

        visit = self.record(stop.household, wang)

        stop.refresh_from_db()
        tour.refresh_from_db()
        assert stop.visited == visit
        assert tour.state == RoundState.STARTED

    def test_settles_a_passed_door_too(self, tour, wang):
        stop = tour.stops.first()
        rounds.skip(tour=tour, stop=stop, reason="无人", by=wang, at=NOW)

        self.record(stop.household, wang)

        stop.refresh_from_db()
        assert (stop.visited_id is not None, stop.skipped_reason) == (True, "")

    def test_leaves_rounds_of_other_days_alone(self, tour, wang):
        Round.objects.update(on=TODAY - timedelta(days=1))

        self.record(tour.stops.first().household, wang)

        assert not tour.stops.filter(visited__isnull=False).exists()


class TestMyDay:
    def test_names_the_doors_left_and_the_overdue(self, tour, wang):
        tour.stops.update(reasons=["never"])
        tour.stops.filter(order=1).update(reasons=["overdue"])

        (item,) = round_notices.owed(wang, NOW)

        assert "3" in str(item.title)
        assert "1" in str(item.detail)

    def test_is_silent_when_the_round_is_walked(self, tour, wang):
        tour.stops.update(skipped_reason="x")

        assert list(round_notices.owed(wang, NOW)) == []


class TestPages:
    @pytest.fixture(autouse=True)
    def today(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    def test_today_leads_to_the_round_or_to_making_it(self, signed_in, wang, village):
        url = "/households/round/"
        assert signed_in.get(url)["Location"] == "/households/rounds/new/"

        row = RoundFactory(officer=wang, area=village)

        assert signed_in.get(url)["Location"] == row.get_absolute_url()

    def test_is_planned_shown_printed_started_and_finished(
        self, signed_in, wang, village
    ):
        household = HouseholdFactory(community=village, head_name="钱家大院")
        answer = signed_in.post(
            "/households/rounds/new/",
            {"officer": wang.pk, "on": TODAY, "area": village.pk, "size": 12},
        )
        row = Round.objects.get()
        assert answer["Location"] == row.get_absolute_url()
        page = signed_in.get(row.get_absolute_url())
        assert "钱家大院" in page.text
        assert "钱家大院" in signed_in.get(f"{row.get_absolute_url()}print/").text
        assert f"/households/{household.pk}/visit/?stop=" in page.text

        signed_in.post(f"{row.get_absolute_url()}start/", {"version": 1})
        signed_in.post(f"{row.get_absolute_url()}finish/", {"version": 2})

        row.refresh_from_db()
        assert row.state == RoundState.DONE

    def test_moves_passes_and_removes_doors(self, signed_in, tour):
        first, second, third = tour.stops.in_order()
        base = tour.get_absolute_url()

        signed_in.post(f"{base}stops/{first.pk}/move/", {"version": 1, "down": "1"})
        signed_in.post(f"{base}stops/{third.pk}/remove/", {"version": 2})
        signed_in.post(
            f"{base}stops/{second.pk}/skip/", {"version": 3, "why": "away", "words": ""}
        )

        second.refresh_from_db()
        assert list(tour.stops.in_order()) == [second, first]
        assert second.skipped_reason

    def test_says_when_the_page_was_stale(self, signed_in, tour):
        base = tour.get_absolute_url()
        signed_in.post(f"{base}start/", {"version": 1})

        answer = signed_in.post(f"{base}finish/", {"version": 1}, follow=True)

        assert [found.level_tag for found in answer.context["messages"]] == ["error"]
        tour.refresh_from_db()
        assert tour.state == RoundState.STARTED

    def test_finds_and_adds_a_household(self, signed_in, tour, village):
        household = HouseholdFactory(community=village, head_name="赵小满")
        url = f"{tour.get_absolute_url()}add/"
        assert "赵小满" in signed_in.get(url).text

        signed_in.post(url, {"household": household.pk, "version": 1})

        assert tour.stops.filter(household=household).exists()

    def test_comes_back_to_the_round_after_the_visit(self, signed_in, tour):
        stop = tour.stops.first()
        head = ResidentFactory(household=stop.household, relation="head")

        answer = signed_in.post(
            f"/households/{stop.household_id}/visit/?stop={stop.pk}",
            {
                "outcome": "met",
                "purpose": "routine",
                "people_met": [head.pk],
                "visited_at": "2026-11-20T09:59",
            },
        )

        assert answer["Location"] == f"{tour.get_absolute_url()}#stop-{stop.pk}"
        stop.refresh_from_db()
        assert stop.visited_id is not None

    def test_list_shows_progress(self, signed_in, tour):
        page = signed_in.get("/households/rounds/")

        assert tour.get_absolute_url() in page.text

    def test_asks_as_often_for_many_doors(self, signed_in, wang, village):
        row = RoundFactory(officer=wang, area=village)
        counts = []
        for doors in (1, 11):
            for _n in range(doors):
                household = HouseholdFactory(community=village)
                ResidentFactory(household=household)
                FollowUpFactory(household=household, assigned_to=wang)
                RoundStopFactory(round=row, household=household)
            signed_in.get(row.get_absolute_url())
            with CaptureQueriesContext(connection) as caught:
                signed_in.get(row.get_absolute_url())
            counts.append(len(caught))

        assert counts[0] == counts[1]


class TestApi:
    @pytest.fixture(autouse=True)
    def today(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    def post(self, client, path, body):
        return client.post(
            f"/api/v1/rounds/{path}", body, content_type="application/json"
        )

    def test_today_gives_what_is_needed_at_the_doors(self, signed_in, wang, village):
        address = AddressFactory(community=village, latitude="39.5", longitude="99.1")
        household = HouseholdFactory(address=address)
        ResidentFactory(household=household, name="钱多多", id_number_masked="62****19")
        FollowUpFactory(household=household, assigned_to=wang, matter="送身份证")
        tour = RoundFactory(officer=wang, area=village)
        RoundStopFactory(round=tour, household=household, reasons=["never"])

        body = signed_in.get("/api/v1/rounds/today/").json()

        (stop,) = body["stops"]
        assert stop["household"]["latitude"] == 39.5
        assert stop["household"]["residents"][0]["id_number_masked"] == "62****19"
        assert stop["follow_ups"][0]["matter"] == "送身份证"
        assert [reason["code"] for reason in stop["reasons"]] == ["never"]

    def test_today_without_a_round_is_not_found(self, signed_in):
        assert signed_in.get("/api/v1/rounds/today/").status_code == 404

    def test_is_made_changed_and_walked(self, signed_in, village):
        household = HouseholdFactory(community=village)
        made = self.post(signed_in, "", {"area": village.pk, "size": 3})
        assert made.status_code == 201
        (stop,) = made.json()["stops"]
        assert stop["household"]["id"] == household.pk
        path = f"{made.json()['id']}/"

        passed = self.post(
            signed_in,
            f"{path}skip/",
            {"stop": stop["id"], "reason": "雨大", "version": 1},
        )
        started = self.post(signed_in, f"{path}start/", {"version": 2})
        stale = self.post(signed_in, f"{path}finish/", {"version": 2})

        assert passed.json()["skipped_count"] == 1
        assert started.json()["state"] == "started"
        assert stale.status_code == 412

    def test_a_second_round_of_the_day_is_a_conflict(self, signed_in, village):
        self.post(signed_in, "", {"area": village.pk})

        answer = self.post(signed_in, "", {"area": village.pk})

        assert answer.status_code == 409
        assert answer.json()["code"] == "exists"

    def test_households_out_of_scope_do_not_exist(self, signed_in, village):
        answer = self.post(
            signed_in,
            "",
            {"area": village.pk, "households": [HouseholdFactory().pk]},
        )

        assert answer.status_code == 400
        assert Round.objects.count() == 0

    def test_others_rounds_are_not_there(self, client, tour, village):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert client.get(f"/api/v1/rounds/{tour.pk}/").status_code == 404

    def test_a_neighbours_round_is_not_there(self, client, tour):
        client.force_login(officer())

        assert client.get(f"/api/v1/rounds/{tour.pk}/").status_code == 404
        assert Household.objects.count() == 3


class TestPutOn:
    def test_makes_the_round_and_then_uses_it(self, wang, village):
        first, second = (HouseholdFactory(community=village) for _n in range(2))

        for household in (first, second):
            rounds.put_on(household=household, officer=wang, on=TODAY, by=wang, at=NOW)

        assert Round.objects.get().stops.count() == 2

    @pytest.mark.usefixtures("row_by_row")
    def test_many_from_the_list(self, signed_in, wang, village, time_machine):
        time_machine.move_to(NOW, tick=False)
        rows = [HouseholdFactory(community=village) for _n in range(2)]

        signed_in.post(
            reverse("households:bulk"),
            {
                "action": "round",
                "ids": ",".join(str(row.pk) for row in rows),
                "confirm": "1",
                "officer": wang.pk,
                "on": TODAY,
            },
        )

        assert Round.objects.get().stops.count() == 2
