"""Pages of shifts: what a volunteer does, what a captain does, who sees names."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from patrols import shift_work
from patrols.actions import sign_ups
from patrols.models import DutyLimits, Shift, SignUp
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def team():
    return make.TeamFactory()


@pytest.fixture
def captain(team):
    return member(team, "captain")


@pytest.fixture
def desk(client, captain):
    client.force_login(captain.user)
    return client


def url(name, obj=None) -> str:
    return reverse(f"patrols:{name}", args=[obj.pk] if obj else [])


def text(answer) -> str:
    return answer.content.decode()


def test_the_log_of_a_shift_costs_the_same_for_many_places(desk, team, captain):
    def asked(shift, n):
        for _one in range(n):
            sign_ups.propose(
                shift=shift, volunteer=member(team), by=captain.user, at=NOW
            )
        with CaptureQueriesContext(connection) as made:
            assert desk.get(url("shift_detail", shift)).status_code == 200
        return len(made)

    few = asked(shift_of(team, needed=8), 2)

    assert asked(shift_of(team, LATER + timedelta(days=7), needed=8), 8) <= few


class TestVolunteer:
    def test_signs_up_and_withdraws(self, client, team):
        who, shift = member(team), shift_of(team)
        client.force_login(who.user)
        assert url("shift_sign_up", shift) in text(
            client.get(url("shift_detail", shift))
        )

        client.post(url("shift_sign_up", shift))

        place = SignUp.objects.get()
        page = text(client.get(url("shift_detail", shift)))
        assert url("sign_up_withdraw", place) in page
        client.post(url("sign_up_withdraw", place), {"version": 1})
        place.refresh_from_db()
        assert place.status == "withdrawn"

    def test_is_told_why_not_instead_of_a_button(self, client, team):
        who, shift = member(team), shift_of(team, is_risky=True)
        client.force_login(who.user)

        page = client.get(url("shift_detail", shift))

        assert url("shift_sign_up", shift) not in text(page)
        assert page.context["banner"]

    def test_sees_no_names_of_others(self, client, team):
        other = member(team, name="赵铁柱")
        shift = shift_of(team)
        make.SignUpFactory(shift=shift, volunteer=other)
        client.force_login(member(team).user)

        for page in (url("shift_detail", shift), url("shift_list")):
            assert "赵铁柱" not in text(client.get(page))
        shown = APIClient()
        shown.force_authenticate(member(team).user)
        answer = shown.get(f"/api/v1/shifts/{shift.pk}/").json()
        assert (answer["held"], answer["places"]) == (1, None)
        assert shown.get("/api/v1/sign-ups/").json()["results"] == []

    def test_own_page_has_the_next_shifts_and_what_can_be_taken(self, client, team):
        who = member(team)
        shift_of(team, LATER + timedelta(days=1))
        place = make.SignUpFactory(
            shift=shift_of(team), volunteer=who, status="proposed"
        )
        client.force_login(who.user)

        page = text(client.get(reverse("patrols:mine")))

        assert url("sign_up_accept", place) in page
        assert "state=for_me" in page

    def test_list_of_what_one_can_do_leaves_out_the_rest(self, client, team):
        who = member(team)
        mine, risky = shift_of(team), shift_of(team, is_risky=True)
        full = shift_of(team, needed=1)
        make.SignUpFactory(shift=full)
        client.force_login(who.user)

        rows = client.get(url("shift_list"), {"state": "for_me"}).context["page"].rows

        assert [row.pk for row in rows] == [mine.pk]
        assert risky.pk not in {row.pk for row in rows}

    def test_may_not_run_shifts(self, client, team):
        client.force_login(member(team).user)
        shift = shift_of(team)

        assert client.get(url("shift_edit", shift)).status_code == 404
        assert (
            client.get(url("shift_create"))
            .context["form"]
            .fields["team"]
            .queryset.count()
            == 0
        )

    def test_owes_an_answer(self, team):
        who = member(team)
        place = make.SignUpFactory(
            shift=shift_of(team), volunteer=who, status="proposed"
        )

        items = list(shift_work.to_answer(who.user, NOW))

        assert [item.url for item in items] == [place.get_absolute_url()]


class TestCaptain:
    def test_makes_a_shift_from_what_the_address_says(self, desk, team):
        kind = make.PatrolKindFactory()
        asked = {"team": team.pk, "kind": kind.pk, "place": "东街", "from": "19:00",
                 "until": "21:00", "on": "2026-11-25", "needed": 3}  # fmt: skip
        form = desk.get(url("shift_create"), asked).context["form"]
        said = {name: form[name].value() for name in form.fields if form[name].value()}
        assert said["from_time"] == "19:00"

        answer = desk.post(url("shift_create"), said)

        made = Shift.objects.get()
        assert answer["Location"] == made.get_absolute_url()
        assert (made.needed, made.minutes, made.status) == (3, 120, "open")

    def test_over_midnight(self, desk, team):
        said = {"team": team.pk, "kind": make.PatrolKindFactory().pk, "needed": 2,
                "on": "2026-11-25", "from_time": "23:00", "until_time": "01:00"}  # fmt: skip

        desk.post(url("shift_create"), said)

        assert Shift.objects.get().minutes == 120

    def test_puts_down_who_can_and_reads_why_others_cannot(self, desk, team):
        able, unable = member(team), member(team, name="周不行", is_fit=False)
        shift = shift_of(team, is_risky=True)
        make.InsuranceFactory(volunteer=able)

        page = desk.get(url("shift_propose", shift))

        offered = page.context["form"].fields["volunteer"].queryset
        assert list(offered) == [able]
        assert "周不行" in text(page)
        assert unable not in offered
        desk.post(url("shift_propose", shift), {"volunteer": able.pk})
        assert SignUp.objects.get().status == "proposed"

    def test_approves_refuses_and_notes_who_came(self, desk, team):
        team.needs_approval = True
        team.save()
        shift = shift_of(team)
        rows = [
            make.SignUpFactory(shift=shift, volunteer=member(team), status="requested")
            for _one in range(2)
        ]
        page = text(desk.get(url("shift_detail", shift)))
        assert all(row.volunteer.name in page for row in rows)

        desk.post(url("sign_up_approve", rows[0]))
        desk.post(url("sign_up_refuse", rows[1]), {"version": 1, "reason": "人够了"})

        states = list(shift.sign_ups.order_by("pk").values_list("status", flat=True))
        assert states == ["confirmed", "refused"]

    def test_owes_an_approval(self, team, captain):
        team.needs_approval = True
        team.save()
        make.SignUpFactory(
            shift=shift_of(team), volunteer=member(team), status="requested"
        )

        assert len(list(shift_work.to_approve(captain.user, NOW))) == 1
        assert not list(shift_work.to_approve(member(team).user, NOW))

    def test_second_editor_is_told(self, desk, team):
        shift = shift_of(team)
        form = desk.get(url("shift_edit", shift)).context["form"]
        said = {name: form[name].value() for name in form.fields}
        said = {name: value for name, value in said.items() if value not in (None, "")}
        Shift.objects.filter(pk=shift.pk).update(version=2)

        answer = desk.post(url("shift_edit", shift), {**said, "needed": 4})

        assert answer.status_code == 409

    def test_cancels_with_a_reason(self, desk, team):
        shift = shift_of(team)

        desk.post(url("shift_cancel", shift), {"version": 1, "reason": "下雪"})

        assert "下雪" in text(desk.get(url("shift_detail", shift)))


class TestOfficer:
    def test_sees_who_is_on_it(self, client, team):
        shift = shift_of(team)
        place = make.SignUpFactory(shift=shift)
        client.force_login(make.officer(team.area))

        assert place.volunteer.name in text(client.get(url("shift_detail", shift)))

    def test_chief_sets_limits_for_a_village(self, client, team):
        chief = make.person(Role.STATION_CHIEF, team.area.parent.parent)
        client.force_login(chief)
        address = url("duty_limits_edit", team.area)
        form = client.get(address).context["form"]
        said = {name: form[name].value() for name in form.fields}

        client.post(address, {**said, "rest_hours": 12})

        assert DutyLimits.objects.get().rest_hours == 12
        assert team.area.name in text(client.get(url("duty_limits")))
        client.post(url("duty_limits_drop", team.area), {"version": 1})
        assert not DutyLimits.objects.exists()


class TestApi:
    @pytest.fixture
    def api(self, captain):
        found = APIClient()
        found.force_authenticate(captain.user)
        return found

    def post(self, api, path, **said):
        return api.post(f"/api/v1/{path}/", said, format="json")

    def test_a_whole_shift(self, api, team):
        answer = self.post(
            api,
            "shifts",
            team=team.pk,
            kind=make.PatrolKindFactory().pk,
            starts_at=LATER.isoformat(),
            ends_at=(LATER + timedelta(hours=2)).isoformat(),
            place="东街",
            needed=1,
        )
        assert answer.status_code == 201, answer.data
        shift, who = answer.data["id"], member(team)
        own = APIClient()
        own.force_authenticate(who.user)

        place = self.post(own, "sign-ups", shift=shift)
        assert (place.status_code, place.data["status"]) == (201, "confirmed")
        assert self.post(own, "sign-ups", shift=shift).status_code == 409
        late = self.post(api, f"shifts/{shift}/propose", volunteer=member(team).pk)
        assert (late.status_code, late.data["code"]) == (409, "full")
        gone = self.post(
            own, f"sign-ups/{place.data['id']}/withdraw", version=place.data["version"]
        )
        assert gone.data["status"] == "withdrawn"
        cancelled = self.post(api, f"shifts/{shift}/cancel", version=1, reason="下雪")
        assert cancelled.data["status"] == "cancelled"

    def test_names_stand_only_for_who_leads(self, api, team):
        shift = shift_of(team)
        make.SignUpFactory(shift=shift, volunteer__name="赵铁柱")

        answer = api.get(f"/api/v1/shifts/{shift.pk}/").json()

        assert answer["places"][0]["name"] == "赵铁柱"

    def test_limits(self, team):
        chief = make.person(Role.STATION_CHIEF, team.area.parent.parent)
        api = APIClient()
        api.force_authenticate(chief)
        said = {"hours_a_day": 6, "hours_a_week": 16, "rest_hours": 10,
                "night_from": "22:00", "night_until": "06:00", "youngest": 16,
                "notice_hours": 12}  # fmt: skip

        made = self.post(api, "duty-limits", area=team.area.pk, **said)

        assert made.status_code == 201, made.data
        dropped = self.post(api, f"duty-limits/{made.data['id']}/drop", version=1)
        assert dropped.status_code == 204
