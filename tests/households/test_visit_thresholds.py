"""The figures from which visits are asked about: the office's, not the program's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households import implausible, visit_coverage
from households import visit_thresholds as book
from households.actions import visit_questions
from households.actions import visit_thresholds as actions
from households.models import (
    HouseholdStanding,
    QuestionKind,
    VisitQuestion,
    VisitThreshold,
)
from households.models.visit_threshold import BOUNDS
from households.question_words import struck
from households.visit_thresholds import SHIPPED
from station.errors import RuleError, StaleVersion
from station.models import Event
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    HouseholdFactory,
    VisitFactory,
    VisitQuestionFactory,
    VisitThresholdFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


class Api:
    """Somebody's session."""

    def __init__(self, client, user):
        client.force_login(user)
        self.client = client

    def post(self, path, body):
        return self.client.post(
            f"/api/v1/{path}", body, content_type="application/json"
        )

    def get(self, path):
        return self.client.get(f"/api/v1/{path}").json()


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def supervisor(station):
    return person(Role.COUNTY_SUPERVISOR, station.parent)


def set_for(area, by, version=None, **figures) -> VisitThreshold:
    wanted = replace(SHIPPED, **figures)
    return actions.set_for(area=area, thresholds=wanted, by=by, at=NOW, version=version)


def visited(by, village, *, times: int, at=NOW) -> None:
    for _n in range(times):
        VisitFactory(
            household=HouseholdFactory(community=village), visited_by=by, visited_at=at
        )


def asked() -> list[tuple]:
    found = implausible.look(until=NOW + timedelta(hours=2))
    return [(each.kind, each.officer_id) for each in found]


class TestLook:
    def test_asks_by_the_figure_of_the_station(self, wang, village, station):
        visited(wang, village, times=4)
        assert asked() == []

        VisitThresholdFactory(area=station, burst=4)

        assert asked() == [(QuestionKind.BURST, wang.pk)]

    def test_a_higher_figure_asks_less(self, wang, village, station):
        visited(wang, village, times=SHIPPED.burst)
        VisitThresholdFactory(area=station.parent, burst=30)

        assert asked() == []

    def test_the_nearest_above_holds(self, wang, village, station):
        visited(wang, village, times=4)
        VisitThresholdFactory(area=station.parent, burst=4)
        VisitThresholdFactory(area=station, burst=5)

        assert asked() == []

    def test_another_station_keeps_what_ships(self, wang, village, station):
        elsewhere = CommunityFactory()
        other = officer(elsewhere)
        visited(wang, village, times=4)
        visited(other, elsewhere, times=4)
        VisitThresholdFactory(area=station, burst=4)

        assert asked() == [(QuestionKind.BURST, wang.pk)]

    def test_the_night_is_as_long_as_set(self, wang, village, station):
        at_nine = NOW.replace(hour=13) - timedelta(days=1)  # 21:00 in Shanghai
        visited(wang, village, times=1, at=at_nine)
        assert asked() == []

        VisitThresholdFactory(area=station, night_from=21)
        visit_questions.look(at=NOW + timedelta(hours=2))

        question = VisitQuestion.objects.get(officer=wang)
        assert question.kind == QuestionKind.NIGHT
        assert "21:00" in struck(question)

    def test_an_older_question_reads_as_before(self, wang, village):
        row = VisitQuestionFactory(officer=wang, area=village, kind="night")

        assert "22:00" in struck(row)


class TestGoal:
    def test_holds_each_place_against_its_own(self, wang, village, station):
        for seen in (True, True, False, True):
            household = HouseholdFactory(community=village)
            if seen:
                HouseholdStanding.objects.filter(household=household).update(
                    last_visited_at=NOW, next_due_on=TODAY + timedelta(days=9)
                )
        (line,) = visit_coverage.by_place(wang, on=TODAY)
        assert line.is_behind

        VisitThresholdFactory(area=station, goal=70)

        (line,) = visit_coverage.by_place(wang, on=TODAY)
        assert not line.is_behind
        (line,) = visit_coverage.by_officer(wang, on=TODAY)
        assert not line.is_behind
        assert book.goal_of(wang) == 70

    @pytest.mark.parametrize("rows", [1, 12])
    def test_costs_one_query_however_many_set_one(self, rows):
        for _n in range(rows):
            VisitThresholdFactory()

        with CaptureQueriesContext(connection) as caught:
            book.Book()

        assert len(caught) == 1


class TestSet:
    def test_is_written_down_with_what_changed(self, station, supervisor):
        row = set_for(station, supervisor, burst=6, goal=80)

        event = Event.objects.get(kind="visit_threshold.set")
        assert event.changes == {"burst": [10, 6], "goal": [90, 80]}
        assert (row.burst, row.far, row.version) == (6, 3000, 1)

    def test_anew_goes_on_from_what_stands(self, station, supervisor):
        set_for(station, supervisor, burst=6)
        row = set_for(station, supervisor, version=1, burst=8)

        assert (row.burst, row.version, VisitThreshold.objects.count()) == (8, 2, 1)

    def test_a_stale_form_overwrites_nothing(self, station, supervisor):
        set_for(station, supervisor, burst=6)

        with pytest.raises(StaleVersion):
            set_for(station, supervisor, version=0, burst=8)

    @pytest.mark.parametrize("name", BOUNDS)
    def test_out_of_bounds_is_refused(self, station, supervisor, name):
        with pytest.raises(RuleError) as refused:
            set_for(station, supervisor, **{name: BOUNDS[name][1] + 1})

        assert refused.value.code == name

    @pytest.mark.parametrize("name", BOUNDS)
    def test_the_database_refuses_it_too(self, name):
        with (
            pytest.raises(IntegrityError, match=f"{name}_in_reason"),
            transaction.atomic(),
        ):
            VisitThresholdFactory(**{name: BOUNDS[name][1] + 1})

    def test_is_not_for_a_village(self, village, supervisor):
        with pytest.raises(RuleError) as refused:
            set_for(village, supervisor)

        assert refused.value.code == "not_your_area"

    def test_is_not_for_the_chief(self, station):
        with pytest.raises(RuleError):
            set_for(station, person(Role.STATION_CHIEF, station))

    def test_moves_nothing_when_it_cannot_be_written_down(
        self, station, supervisor, monkeypatch
    ):
        def broken(**_facts):
            raise RuntimeError

        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(RuntimeError):
            set_for(station, supervisor, burst=6)

        assert not VisitThreshold.objects.exists()


class TestPages:
    def test_the_county_sets_them(self, client, station, supervisor):
        client.force_login(supervisor)
        url = reverse("households:visit_threshold_edit", args=[station.pk])
        form = client.get(url).context["form"]
        figures = {name: form.get_initial_for_field(form.fields[name], name)
                   for name in BOUNDS}  # fmt: skip

        answer = client.post(url, figures | {"burst": 7, "version": 0})

        assert answer.status_code == 302
        assert VisitThreshold.objects.get().burst == 7
        page = client.get(reverse("households:visit_threshold_list"))
        assert (station, True) in [(p[0], p[2]) for p in page.context["places"]]

    def test_says_the_bounds_at_the_field(self, client, station, supervisor):
        client.force_login(supervisor)
        url = reverse("households:visit_threshold_edit", args=[station.pk])

        answer = client.post(url, {"burst": 0, "version": 0})

        assert "burst" in answer.context["form"].errors

    def test_the_chief_reads_them(self, client, station):
        client.force_login(person(Role.STATION_CHIEF, station))

        page = client.get(reverse("households:visit_threshold_list"))

        assert [place[0] for place in page.context["places"]] == [station]
        assert not page.context["may_edit"]


class TestApi:
    def test_sets_and_shows(self, client, station, supervisor):
        api = Api(client, supervisor)
        first = api.post("visit-thresholds/", {"area": station.pk, "burst": 7})
        second = api.post("visit-thresholds/", {"area": station.pk, "burst": 8})

        assert first.status_code == second.status_code == 201, first.json()
        (row,) = api.get("visit-thresholds/")["results"]
        assert (row["area"]["id"], row["burst"], row["goal"]) == (station.pk, 8, 90)

    def test_the_chief_sees_what_the_county_set(self, client, station, supervisor):
        set_for(station.parent, supervisor, burst=6)

        api = Api(client, person(Role.STATION_CHIEF, station))

        assert api.get("visit-thresholds/")["results"][0]["burst"] == 6
        body = {"area": station.pk, "burst": 7}
        assert api.post("visit-thresholds/", body).status_code == 403

    def test_refuses_what_is_out_of_bounds(self, client, station, supervisor):
        body = {"area": station.pk, "burst": 1000}

        answer = Api(client, supervisor).post("visit-thresholds/", body)

        assert answer.status_code == 400
        assert "burst" in str(answer.json())
