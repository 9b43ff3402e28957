"""The pages of the follow-ups."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from households.actions import follow_ups as actions
from households.models import FollowUp
from station.models import AccessRecord, Reminder
from station.roles import Role
from tests.factories import (
    FollowUpFactory,
    HouseholdFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    """Pages ring no bell here; tests/faults rings a dead one."""
    monkeypatch.setattr("station.tasks.sweep.delay_on_commit", lambda: None)


@pytest.fixture
def household(village):
    return HouseholdFactory(address__community=village)


@pytest.fixture
def follow_up(household, wang):
    return actions.create(
        household=household,
        matter="回访低保材料",
        due_at=timezone.now() + timedelta(days=2),
        by=wang,
        at=timezone.now(),
    )


def url(name, *args):
    return reverse(f"households:follow_up_{name}", args=args)


class TestList:
    def test_shows_what_is_open_in_scope(self, signed_in, follow_up):
        elsewhere = FollowUpFactory(household__head_name="李外村")

        page = signed_in.get(url("list")).content.decode()

        assert follow_up.household.head_name in page
        assert elsewhere.household.head_name not in page

    @pytest.mark.parametrize("state", ["", "open", "overdue", "done", "cancelled", "x"])
    def test_every_filter_answers(self, signed_in, follow_up, village, state):
        query = {"state": state, "whose": "mine", "area": village.pk}

        assert signed_in.get(url("list"), query).status_code == 200

    @pytest.mark.parametrize("count", [1, 12])
    def test_queries_do_not_grow(
        self, signed_in, household, wang, count, django_assert_max_num_queries
    ):
        for _number in range(count):
            FollowUpFactory(household=household, area=household.area, assigned_to=wang)

        with django_assert_max_num_queries(30):
            signed_in.get(url("list"))


class TestAtAUnit:
    def test_is_promised_shown_and_listed(self, signed_in, village):
        unit = UnitFactory(address__community=village)
        later = timezone.localdate() + timedelta(days=7)
        address = reverse("households:unit_follow_up_create", args=[unit.pk])
        form = signed_in.get(address)
        data = {
            "matter": "看灭火器是否换新",
            "due_on": later.isoformat(),
            "assigned_to": form.context["form"].initial["assigned_to"],
        }

        answer = signed_in.post(address, data)
        follow_up = FollowUp.objects.get(unit=unit)
        detail = signed_in.get(follow_up.get_absolute_url()).content.decode()
        listed = signed_in.get(url("list")).content.decode()

        assert answer["Location"] == follow_up.get_absolute_url()
        assert unit.name in detail
        assert unit.name in listed

    def test_from_a_visit_takes_what_was_asked_for(self, signed_in, household, wang):
        visit = VisitFactory(
            household=household, visited_by=wang, asked_for="问低保材料"
        )

        page = signed_in.get(url("from"), {"from": f"households.visit:{visit.pk}"})

        assert "问低保材料" in page.content.decode()

    def test_from_nothing_sends_to_the_households(self, signed_in):
        assert signed_in.get(url("from"))["Location"] == reverse("households:list")


class TestDetail:
    def test_shows_the_matter_and_writes_the_look_down(self, signed_in, follow_up):
        page = signed_in.get(follow_up.get_absolute_url()).content.decode()

        assert "回访低保材料" in page
        assert AccessRecord.objects.filter(act="view").count() == 1

    def test_out_of_scope_is_not_there(self, client, follow_up):
        client.force_login(officer())

        assert client.get(follow_up.get_absolute_url()).status_code == 404


class TestCreate:
    def test_notes_the_promise_once(self, signed_in, household, wang):
        address = url("create", household.pk)
        due_on = timezone.localdate() + timedelta(days=3)
        form = {
            "matter": "看水表",
            "due_on": due_on.isoformat(),
            "due_time": "16:00",
            "assigned_to": wang.pk,
            "once": "abc",
        }
        assert signed_in.get(address).status_code == 200

        first = signed_in.post(address, form)
        second = signed_in.post(address, form)

        follow_up = FollowUp.objects.get()
        assert first.url == second.url == follow_up.get_absolute_url()
        assert timezone.localtime(follow_up.due_at).hour == 16

    def test_a_past_day_stands_at_the_field(self, signed_in, household, wang):
        form = {"matter": "看", "due_on": "2020-01-01", "assigned_to": wang.pk}

        answer = signed_in.post(url("create", household.pk), form)

        assert answer.status_code == 200
        assert answer.context["form"].errors["due_on"]

    def test_offers_only_who_serves_there(self, signed_in, household, wang):
        stranger = officer()

        answer = signed_in.get(url("create", household.pk))

        offered = answer.context["form"].fields["assigned_to"].queryset
        assert wang in offered
        assert stranger not in offered


class TestSteps:
    @pytest.mark.parametrize(
        ("step", "data", "status"),
        [
            ("done", {"result": "办好了"}, "done"),
            ("cancel", {"reason": "搬走"}, "cancelled"),
            ("move", {"reason": "下乡", "due_on": "2099-01-05"}, "open"),
        ],
    )
    def test_from_form_to_record(self, signed_in, follow_up, step, data, status):
        address = url(step, follow_up.pk)
        assert signed_in.get(address).status_code == 200

        answer = signed_in.post(address, {**data, "version": follow_up.version})

        follow_up.refresh_from_db()
        assert answer.url == follow_up.get_absolute_url()
        assert follow_up.status == status

    def test_reassign(self, signed_in, follow_up, village):
        helper = person(Role.AUXILIARY_OFFICER, village)

        signed_in.post(url("reassign", follow_up.pk), {"to": helper.pk, "version": 1})

        follow_up.refresh_from_db()
        assert follow_up.assigned_to == helper

    def test_an_auxiliary_may_not_reassign(self, client, follow_up, village):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert client.get(url("reassign", follow_up.pk)).status_code == 404

    def test_a_stale_form_is_told_and_may_be_sent_again(self, signed_in, follow_up):
        FollowUp.objects.update(version=5)

        answer = signed_in.post(
            url("done", follow_up.pk), {"result": "办好了", "version": 1}
        )

        assert answer.status_code == 200
        assert 'value="5"' in answer.content.decode()
        assert "办好了" in answer.content.decode()


class TestTick:
    def test_done_and_undone_from_my_day(self, signed_in, follow_up):
        signed_in.post(url("tick", follow_up.pk), {"next": "/"})
        follow_up.refresh_from_db()
        assert not follow_up.is_open

        signed_in.post(url("undo", follow_up.pk), {"next": "/"})
        follow_up.refresh_from_db()
        assert follow_up.is_open
        assert Reminder.objects.pending().exists()

    def test_answers_htmx_with_the_line(self, signed_in, follow_up):
        answer = signed_in.post(
            url("tick", follow_up.pk), headers={"HX-Request": "true"}
        )

        assert "is-done" in answer.content.decode()
        assert url("undo", follow_up.pk) in answer.content.decode()

    def test_leads_nowhere_else(self, signed_in, follow_up):
        answer = signed_in.post(
            url("tick", follow_up.pk), {"next": "https://evil.example/"}
        )

        assert answer.url == follow_up.get_absolute_url()

    def test_is_a_post(self, signed_in, follow_up):
        assert signed_in.get(url("tick", follow_up.pk)).status_code == 405
