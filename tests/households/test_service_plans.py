"""Many services at once: planned for a day, handed on, printed; the day by person."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from households.actions import service_plans
from households.papers import services as papers
from station import working_days
from station.actions import audit
from station.errors import RuleError
from station.models import AccessRecord, Event
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    ServiceRequestFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
MONDAY = TODAY + timedelta(days=3)
BULK = "households:service_bulk"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def request_of(village, wang):
    def make(**facts):
        values = {"area": village, "assigned_to": wang, "due_at": NOW, **facts}
        return ServiceRequestFactory(**values)

    return make


def at(hour, minute=0) -> datetime:
    return working_days.at_clock(MONDAY, time(hour, minute))


def done(client, action, rows, **form):
    url = reverse(BULK)
    page = client.post(url, {"action": action, "row": [row.pk for row in rows]})
    return client.post(
        url,
        {
            "action": action,
            "ids": page.context["ids"],
            "confirm": "1",
            "once": str(page.context["form"]["once"].value()),
            **form,
        },
    )


class TestPlan:
    def test_says_yes_with_a_time_and_a_person(self, request_of, village, wang):
        li = officer(village)
        row = request_of(kind="home_visit", place="二社3号")

        service_plans.plan(request=row, begins_at=at(9), to=li, by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.status, row.begins_at, row.assigned_to) == ("confirmed", at(9), li)
        kinds = Event.objects.filter(kind__startswith="service.")
        assert set(kinds.values_list("kind", flat=True)) == {
            "service.assigned",
            "service.confirmed",
        }

    def test_moves_what_was_agreed(self, request_of, wang):
        row = request_of(status="confirmed", begins_at=at(9))

        service_plans.plan(request=row, begins_at=at(10), by=wang, at=NOW)

        row.refresh_from_db()
        assert row.begins_at == at(10)

    def test_said_again_changes_nothing(self, request_of, wang):
        row = request_of(status="confirmed", begins_at=at(9))

        service_plans.plan(request=row, begins_at=at(9), by=wang, at=NOW)

        assert not Event.objects.filter(kind="service.moved").exists()

    def test_leaves_the_calendar_of_the_counter_alone(self, request_of, wang):
        row = request_of(kind="appointment")

        with pytest.raises(RuleError) as refused:
            service_plans.plan(request=row, begins_at=at(9), by=wang, at=NOW)

        assert refused.value.code == "slot"

    def test_keeps_nothing_where_the_time_is_past(self, request_of, village, wang):
        row, li = request_of(), officer(village)

        with pytest.raises(RuleError):
            service_plans.plan(request=row, begins_at=NOW, to=li, by=wang, at=NOW)

        row.refresh_from_db()
        assert row.assigned_to == wang


@pytest.mark.usefixtures("row_by_row")
class TestPlanMany:
    def test_one_after_the_other(self, signed_in, request_of):
        late = request_of(due_at=NOW + timedelta(days=2))
        soon = request_of(due_at=NOW + timedelta(days=1))

        done(signed_in, "plan", [late, soon], on=MONDAY, begins="09:00", minutes=40)

        late.refresh_from_db()
        soon.refresh_from_db()
        assert (soon.begins_at, late.begins_at) == (at(9), at(9, 40))

    @pytest.mark.parametrize(
        ("form", "field"),
        [
            ({"on": TODAY, "begins": "09:00", "minutes": 30}, "begins"),
            ({"on": MONDAY, "begins": "23:50", "minutes": 30}, "minutes"),
        ],
    )
    def test_is_refused_where_it_does_not_fit(self, signed_in, request_of, form, field):
        answer = done(signed_in, "plan", [request_of(), request_of()], **form)

        assert answer.status_code == 400
        assert field in answer.context["form"].errors

    def test_auxiliaries_plan_and_hand_nothing_on(self, client, village, request_of):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        page = client.post(reverse(BULK), {"action": "plan", "row": [request_of().pk]})

        assert "to" not in page.context["form"].fields


class TestPaper:
    def paper(self, client, **asked):
        return client.get(reverse("households:service_sheet"), asked)

    def test_of_chosen_services(self, signed_in, request_of):
        rows = [request_of(), request_of()]
        answer = done(signed_in, "print", rows)

        paper = signed_in.get(answer["Location"])

        assert paper.content.startswith(b"%PDF")
        printed = AccessRecord.objects.filter(act="print").order_by("sequence")
        assert {record.subject for record in printed} == {
            f"households.servicerequest:{row.pk}" for row in rows
        }
        assert [record.sequence for record in printed] == [1, 2]

    def test_of_a_day_and_a_person(self, signed_in, request_of, village, monkeypatch):
        li = officer(village)
        mine = request_of(begins_at=at(9))
        request_of(begins_at=at(9), assigned_to=li)
        request_of(begins_at=at(9) + timedelta(days=1))
        due = request_of(due_at=at(12))
        shown = []
        monkeypatch.setattr(
            papers, "render", lambda rows, **_facts: shown.extend(rows) or b"%PDF"
        )

        self.paper(signed_in, day=MONDAY.isoformat(), officer=mine.assigned_to_id)

        assert set(shown) == {mine, due}

    def test_of_nothing_does_not_exist(self, signed_in, request_of):
        foreign = ServiceRequestFactory()

        assert self.paper(signed_in, services=f"{foreign.pk},x").status_code == 404
        assert self.paper(signed_in, day="x", officer="²").status_code == 404

    def test_of_too_many_is_refused(self, signed_in, request_of, monkeypatch):
        monkeypatch.setattr("households.lists.service_bulk.MOST", 1)

        answer = done(signed_in, "print", [request_of(), request_of()])

        assert answer.status_code == 400

    def test_says_who_goes_first_and_the_rest_at_the_end(self, request_of, village):
        later = request_of(begins_at=at(11))
        first = request_of(begins_at=at(9))
        some_day = request_of()

        found = sorted([some_day, later, first], key=papers._turn)

        assert found == [first, later, some_day]


class TestDay:
    def test_shows_one_person_and_what_has_no_time(self, signed_in, request_of, wang):
        timed = request_of(begins_at=at(9))
        due = request_of(due_at=at(12))

        page = signed_in.get(
            reverse("households:service_day"),
            {"day": MONDAY.isoformat(), "officer": wang.pk},
        )

        assert [row for line in page.context["lines"] for row in line["rows"]] == [
            timed
        ]
        assert list(page.context["waiting"]) == [due]
        assert [person["count"] for person in page.context["people"]] == [2]


def test_the_chain_of_access_holds_over_a_paper(signed_in, request_of):
    for _turn in range(2):
        request_of(begins_at=at(9))
        signed_in.get(reverse("households:service_sheet"), {"day": MONDAY.isoformat()})

    assert AccessRecord.objects.filter(act="print").count() == 3
    assert audit.verify().faults == []
