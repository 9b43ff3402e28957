"""Rosters: filled from weekly shifts, published once, told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from patrols.actions import roster_templates, rosters, shifts, sign_ups
from patrols.models import RosterPeriod, RosterTemplate, Shift
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery
from tests import factories as make
from tests.factories import NOW, TODAY
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
WEEK = {"from_on": MONDAY, "until_on": MONDAY + timedelta(days=6)}


@pytest.fixture
def team():
    return make.TeamFactory()


@pytest.fixture
def captain(team):
    return member(team, "captain")


def draft(team, **days) -> RosterPeriod:
    return rosters.create(team=team, by=None, at=NOW, **{**WEEK, **days})


class TestFill:
    def test_makes_each_weekly_shift_on_its_days(self, team):
        template = make.RosterTemplateFactory(team=team, weekday=2, starts=time(19))
        make.RosterTemplateFactory(team=team, is_active=False)
        make.RosterTemplateFactory()
        period = draft(team, until_on=MONDAY + timedelta(days=13))

        found = rosters.fill(period=period, by=None, at=NOW)

        made = list(period.shifts.order_by("starts_at"))
        assert (found.made, found.out_of_season) == (2, 0)
        assert [f"{timezone.localtime(s.starts_at):%m-%d %H:%M}" for s in made] == [
            "11-25 19:00",
            "12-02 19:00",
        ]
        assert {s.status for s in made} == {"planned"}
        assert made[0].minutes == template.minutes

    def test_twice_does_no_harm(self, team):
        make.RosterTemplateFactory(team=team)
        period = draft(team)
        rosters.fill(period=period, by=None, at=NOW)

        assert rosters.fill(period=period, by=None, at=NOW).made == 0
        assert period.shifts.count() == 1

    def test_leaves_out_what_is_out_of_season_or_over(self, team):
        summer = make.PatrolKindFactory(from_day="05-01", until_day="10-15")
        make.RosterTemplateFactory(team=team, kind=summer, weekday=6)
        make.RosterTemplateFactory(team=team, weekday=TODAY.weekday(), starts=time(8))
        period = draft(team, from_on=TODAY, until_on=MONDAY - timedelta(days=1))

        found = rosters.fill(period=period, by=None, at=NOW)

        assert (found.made, found.out_of_season) == (0, 1)

    def test_takes_single_shifts_of_these_days_in(self, team):
        inside = shift_of(team, LATER + timedelta(days=2))
        outside = shift_of(team, LATER + timedelta(days=20))

        period = draft(team)

        assert list(period.shifts.all()) == [inside]
        assert outside.period is None

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"until_on": MONDAY - timedelta(days=1)}, "order"),
            ({"until_on": MONDAY + timedelta(days=70)}, "too_long"),
            ({"from_on": TODAY - timedelta(days=9),
              "until_on": TODAY - timedelta(days=2)}, "past"),
        ],
    )  # fmt: skip
    def test_days_are_refused(self, team, days, code):
        with pytest.raises(RuleError) as refused:
            draft(team, **days)

        assert refused.value.code == code

    def test_one_team_has_one_roster_for_a_day(self, team):
        draft(team)

        with pytest.raises(RuleError) as refused:
            draft(team, from_on=WEEK["until_on"], until_on=MONDAY + timedelta(days=9))

        assert refused.value.code == "patrols_rosterperiod_no_overlap"


class TestPublish:
    @pytest.fixture
    def period(self, team):
        make.RosterTemplateFactory(team=team)
        period = draft(team)
        rosters.fill(period=period, by=None, at=NOW)
        period.refresh_from_db()
        return period

    def told(self, user) -> list[str]:
        rows = Delivery.objects.filter(recipient=user, channel="browser")
        return sorted(rows.values_list("reminder__kind", flat=True))

    def test_opens_the_shifts_and_tells_everybody_once(self, team, captain, period):
        mate, resting = member(team), member(team, status="resting")

        rosters.publish(period=period, version=2, by=captain.user, at=NOW)

        assert {s.status for s in period.shifts.all()} == {"open"}
        reminders.fire(at=NOW)
        reminders.fire(at=NOW)
        assert self.told(mate.user) == [rosters.PUBLISHED]
        assert self.told(resting.user) == []

    def test_asks_who_was_put_down_only_then(self, team, captain, period):
        mate, shift = member(team), period.shifts.get()
        sign_ups.propose(shift=shift, volunteer=mate, by=captain.user, at=NOW)
        reminders.fire(at=NOW)
        assert self.told(mate.user) == []

        rosters.publish(period=period, version=2, by=captain.user, at=NOW)

        reminders.fire(at=NOW)
        assert self.told(mate.user) == [rosters.PUBLISHED, "sign_up.proposed"]

    def test_only_once_and_only_with_shifts(self, team, captain, period):
        step = {"by": captain.user, "at": NOW}
        rosters.publish(period=period, version=2, **step)
        with pytest.raises(RuleError) as again:
            rosters.publish(period=period, version=3, **step)
        empty = draft(make.TeamFactory())
        with pytest.raises(RuleError) as none:
            rosters.publish(period=empty, version=1, **step)

        assert (again.value.code, none.value.code) == ("published", "empty")

    def test_a_shift_made_into_a_draft_waits_with_it(self, team, captain, period):
        facts = shifts.Facts(
            kind=make.PatrolKindFactory(),
            starts_at=LATER + timedelta(days=2),
            ends_at=LATER + timedelta(days=2, hours=2),
        )
        step = {"team": team, "facts": facts, "by": captain.user, "at": NOW}

        assert shifts.create(**step).status == "planned"
        rosters.publish(period=period, version=2, by=captain.user, at=NOW)
        assert shifts.create(**step).status == "open"

    def test_a_draft_can_be_discarded_unless_people_stand_on_it(self, team, period):
        place = make.SignUpFactory(shift=period.shifts.get(), status="proposed")
        step = {"period": period, "version": 2, "by": None, "at": NOW}
        with pytest.raises(RuleError) as refused:
            rosters.discard(**step)
        assert refused.value.code == "has_people"
        place.delete()

        rosters.discard(**step)

        assert not RosterPeriod.objects.exists()
        assert not Shift.objects.exists()


class TestTemplates:
    def facts(self, **changes):
        said = {"kind": make.PatrolKindFactory(), "weekday": 2, "starts": time(19),
                "minutes": 120, **changes}  # fmt: skip
        return roster_templates.Facts(**said)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"minutes": 20}, "minutes"),
            ({"weekday": 7}, "unknown_choice"),
            ({"needed": 0}, "needed"),
        ],
    )
    def test_are_refused(self, team, changes, code):
        with pytest.raises(RuleError) as refused:
            roster_templates.create(
                team=team, facts=self.facts(**changes), by=None, at=NOW
            )

        assert refused.value.code == code

    def test_are_edited_once_read(self, team):
        row = roster_templates.create(team=team, facts=self.facts(), by=None, at=NOW)
        step = {"template": row, "by": None, "at": NOW}

        roster_templates.edit(facts=self.facts(needed=4), version=1, **step)

        with pytest.raises(RuleError):
            roster_templates.edit(facts=self.facts(), version=1, **step)
        assert RosterTemplate.objects.get().needed == 4


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_filled_by_many_at_once_each_shift_is_made_once(self):
        team = make.TeamFactory()
        for day in range(7):
            make.RosterTemplateFactory(team=team, weekday=day)
        period = draft(team)
        gate = Barrier(4)

        def fill(_turn):
            gate.wait()
            try:
                return rosters.fill(period=period, by=None, at=NOW).made
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            found = sorted(pool.map(fill, range(4)))

        assert found == [0, 0, 0, 7]


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    @pytest.mark.parametrize("name", ["shift_list", "period_list"])
    def test_workbooks_are_for_who_rosters(self, client, team, captain, name):
        for who, has_it in ((captain, True), (member(team), False)):
            client.force_login(who.user)
            page = client.get(reverse(f"patrols:{name}"))
            assert ("export" in page.content.decode()) is has_it

    def test_captain_makes_fills_and_publishes_next_week(self, client, team, captain):
        make.RosterTemplateFactory(team=team, place="小吃街")
        client.force_login(captain.user)
        form = client.get(reverse("patrols:period_create")).context["form"]
        said = {name: form[name].value() for name in form.fields}
        assert said["from_on"] == MONDAY

        answer = client.post(reverse("patrols:period_create"), said)

        period = RosterPeriod.objects.get()
        assert answer["Location"] == period.get_absolute_url()
        page = client.get(period.get_absolute_url()).content.decode()
        assert "小吃街" in page
        url = reverse("patrols:period_publish", args=[period.pk])
        client.post(url, {"version": period.version})
        period.refresh_from_db()
        assert period.status == "published"

    def test_members_look_but_do_not_run_it(self, client, team):
        period = draft(team)
        client.force_login(member(team).user)

        assert client.get(period.get_absolute_url()).status_code == 200
        for verb in ("fill", "publish", "discard"):
            url = reverse(f"patrols:period_{verb}", args=[period.pk])
            assert client.post(url, {"version": 1}).status_code == 404

    def test_weekly_shift_by_the_form(self, client, team, captain):
        client.force_login(captain.user)
        said = {"team": team.pk, "kind": make.PatrolKindFactory().pk, "weekday": 4,
                "starts": "19:30", "minutes": 90, "needed": 3}  # fmt: skip

        client.post(reverse("patrols:template_create"), said)

        made = RosterTemplate.objects.get()
        assert (made.weekday, made.minutes) == (4, 90)
        url = reverse("patrols:template_edit", args=[made.pk])
        client.post(url, {**said, "version": 1, "needed": 5})
        made.refresh_from_db()
        assert (made.needed, made.is_active) == (5, False)

    def test_rest(self, team, captain):
        make.RosterTemplateFactory(team=team)
        api = APIClient()
        api.force_authenticate(captain.user)

        def post(path, **said):
            return api.post(f"/api/v1/{path}/", said, format="json")

        made = post("rosters", team=team.pk, from_on="2026-11-23",
                    until_on="2026-11-29")  # fmt: skip
        assert made.status_code == 201, made.data
        path = f"rosters/{made.data['id']}"
        filled = post(f"{path}/fill")
        assert filled.data["shifts"] == 1
        done = post(f"{path}/publish", version=filled.data["version"])
        assert done.data["status"] == "published"
        weekly = post("roster-templates", team=team.pk, weekday=1, minutes=60,
                      kind=make.PatrolKindFactory().pk, starts="18:00")  # fmt: skip
        assert weekly.status_code == 201, weekly.data
