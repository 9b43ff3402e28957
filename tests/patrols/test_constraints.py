"""What the database itself refuses about patrols."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def broken(constraint, maker, /, **facts):
    """Making this breaks the constraint of that name."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        maker(**facts)


class TestVolunteer:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("status_valid", {"status": "gone"}),
            ("trade_valid", {"trade": "spy"}),
            ("vetted_by_somebody", {"vetted_by": None}),
            ("serves_once_vetted", {"vetted_by": None, "vetted_at": None}),
            ("left_iff_left", {"status": "left"}),
            ("left_iff_left", {"left_on": TODAY}),
            ("rests_only_resting", {"resting_until_on": TODAY}),
            ("hours_possible", {"hours_a_week": 41}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_volunteer_{name}", make.VolunteerFactory, **facts)

    def test_stands_once_among_those_who_serve(self):
        one = make.VolunteerFactory()

        broken(
            "patrols_volunteer_person_once",
            make.VolunteerFactory,
            name=one.name,
            phone_index=one.phone_index,
        )


class TestFacts:
    @pytest.mark.parametrize(
        ("name", "maker", "facts"),
        [
            ("training_topic_valid", make.PatrolTrainingFactory, {"topic": "x"}),
            ("training_hours_possible", make.PatrolTrainingFactory, {"hours": 0}),
            (
                "training_expires_after_held",
                make.PatrolTrainingFactory,
                {"expires_on": date(2026, 9, 1)},
            ),
            (
                "insurance_ends_after_start",
                make.InsuranceFactory,
                {"until_on": date(2025, 1, 1)},
            ),
            ("equipment_item_valid", make.PatrolEquipmentFactory, {"item": "gun"}),
            (
                "equipment_returned_after_issued",
                make.PatrolEquipmentFactory,
                {"returned_on": date(2026, 8, 1)},
            ),
            ("wish_weekday_possible", make.WishFactory, {"weekday": 7}),
            ("wish_ends_after_start", make.WishFactory, {"until_time": time(18)}),
        ],
    )
    def test_are_possible(self, name, maker, facts):
        broken(f"patrols_{name}", maker, **facts)

    def test_a_thing_is_in_one_hand(self):
        make.PatrolEquipmentFactory(mark="12")

        broken("equipment_in_one_hand", make.PatrolEquipmentFactory, mark="12")


class TestTeam:
    def test_of_a_town_stands_alone(self):
        broken(
            "team_town_stands_alone", make.TownTeamFactory, parent=make.TeamFactory()
        )

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("level_valid", {"level": "army"}),
            ("dissolved_after_founded", {"dissolved_on": date(2020, 1, 1)}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_team_{name}", make.TeamFactory, **facts)

    def test_name_stands_once_in_an_area(self):
        team = make.TeamFactory()

        broken(
            "team_name_once_in_area", make.TeamFactory, area=team.area, name=team.name
        )

    def test_has_one_captain(self):
        team = make.CaptainFactory().team

        broken("membership_one_captain", make.CaptainFactory, team=team)

    def test_nobody_is_in_it_twice(self):
        one = make.MembershipFactory()

        broken(
            "membership_once_at_a_time",
            make.MembershipFactory,
            team=one.team,
            volunteer=one.volunteer,
            from_on=TODAY,
        )

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("role_valid", {"role": "chief"}),
            ("ends_after_start", {"until_on": date(2024, 1, 1)}),
        ],
    )
    def test_membership_is_possible(self, name, facts):
        broken(f"patrols_membership_{name}", make.MembershipFactory, **facts)


class TestKind:
    def test_has_a_whole_season(self):
        broken("patrolkind_season_whole", make.PatrolKindFactory, from_day="05-01")

    def test_season_runs_across_the_new_year(self):
        forest = make.PatrolKindFactory(from_day="10-01", until_day="05-31")

        assert forest.is_in_season(on=date(2026, 12, 31))
        assert forest.is_in_season(on=date(2027, 5, 31))
        assert not forest.is_in_season(on=date(2027, 6, 1))


class TestLimits:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("within_reason", {"hours_a_day": 13}),
            ("within_reason", {"rest_hours": 7}),
            ("within_reason", {"youngest": 13}),
            ("night_is_night", {"night_from": time(22, 30)}),
            ("night_is_night", {"night_until": time(5)}),
        ],
    )
    def test_cannot_be_set_out_of_reason(self, name, facts):
        broken(f"patrols_dutylimits_{name}", make.DutyLimitsFactory, **facts)


class TestPoint:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("kind_valid", {"kind": "moon"}),
            ("position_possible", {"latitude": 91}),
            ("position_possible", {"longitude": None}),
            ("radius_possible", {"radius_m": 10}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_patrolpoint_{name}", make.PatrolPointFactory, **facts)

    def test_name_stands_once_in_an_area(self):
        one = make.PatrolPointFactory()

        broken(
            "patrolpoint_name_once_in_area",
            make.PatrolPointFactory,
            area=one.area,
            name=one.name,
        )

    def test_route_is_possible(self):
        broken("route_minutes_possible", make.RouteFactory, minutes=4)

    def test_route_name_stands_once_in_an_area(self):
        one = make.RouteFactory()

        broken(
            "route_name_once_in_area", make.RouteFactory, area=one.area, name=one.name
        )

    @pytest.mark.django_db(transaction=True)
    def test_a_place_of_a_route_is_taken_once(self):
        one = make.RouteStopFactory(position=1)

        broken(
            "routestop_position_once",
            make.RouteStopFactory,
            route=one.route,
            position=1,
        )


class TestRoster:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("weekday_possible", {"weekday": 7}),
            ("minutes_possible", {"minutes": 20}),
            ("needed_possible", {"needed": 0}),
        ],
    )
    def test_template_is_possible(self, name, facts):
        broken(f"patrols_rostertemplate_{name}", make.RosterTemplateFactory, **facts)

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("ends_after_start", {"until_on": TODAY - timedelta(days=1)}),
            ("published_iff_published", {"status": "published"}),
            ("published_iff_published", {"published_at": NOW}),
        ],
    )
    def test_period_is_possible(self, name, facts):
        broken(f"patrols_rosterperiod_{name}", make.RosterPeriodFactory, **facts)

    def test_periods_of_a_team_do_not_overlap(self):
        one = make.RosterPeriodFactory()

        broken(
            "rosterperiod_no_overlap",
            make.RosterPeriodFactory,
            team=one.team,
            from_on=one.until_on,
            until_on=one.until_on,
        )


class TestShift:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("ends_after_start", {"ends_at": NOW}),
            ("needed_possible", {"needed": 61}),
            ("status_valid", {"status": "over"}),
            ("cancelled_iff_cancelled", {"status": "cancelled"}),
            ("cancelled_iff_cancelled", {"cancelled_at": NOW}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_shift_{name}", make.ShiftFactory, **facts)

    def test_of_a_weekly_shift_is_made_once(self):
        template = make.RosterTemplateFactory()
        make.ShiftFactory(template=template)

        broken("shift_once_of_template", make.ShiftFactory, template=template)


class TestSignUp:
    def test_nobody_is_booked_twice_at_an_hour(self):
        one = make.SignUpFactory()
        later = make.ShiftFactory(starts_at=NOW + timedelta(days=1, hours=1))

        broken(
            "signup_no_double_booking",
            make.SignUpFactory,
            shift=later,
            volunteer=one.volunteer,
        )

    def test_one_shift_may_follow_on_the_other(self):
        one = make.SignUpFactory()
        next_ = make.ShiftFactory(starts_at=one.shift.ends_at)

        assert make.SignUpFactory(shift=next_, volunteer=one.volunteer).pk

    def test_a_waiting_list_holds_no_hour(self):
        one = make.SignUpFactory()
        same = make.ShiftFactory()

        waiting = make.SignUpFactory(
            shift=same, volunteer=one.volunteer, status="waiting"
        )

        assert waiting.span == DateTimeTZRange(same.starts_at, same.ends_at)

    def test_stands_once_on_a_shift(self):
        one = make.SignUpFactory(status="waiting")

        broken(
            "signup_once_a_shift",
            make.SignUpFactory,
            shift=one.shift,
            volunteer=one.volunteer,
            status="waiting",
        )

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("status_valid", {"status": "maybe"}),
            ("source_valid", {"source": "rumour"}),
            ("attended_only_confirmed", {"status": "waiting", "attendance": "came"}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_signup_{name}", make.SignUpFactory, **facts)

    @pytest.mark.parametrize(
        ("name", "facts"),
        [("status_valid", {"status": "x"}), ("taken_by_somebody", {"taken_at": NOW})],
    )
    def test_swap_is_possible(self, name, facts):
        broken(f"patrols_swap_{name}", make.SwapFactory, **facts)

    def test_is_offered_once_at_a_time(self):
        one = make.SwapFactory()

        broken("swap_one_at_a_time", make.SwapFactory, sign_up=one.sign_up)


class TestPatrol:
    @pytest.mark.parametrize(
        "facts", [{"minutes": 5}, {"ended_at": NOW}, {"end": "self"}]
    )
    def test_ended_somehow(self, facts):
        broken("patrol_ended_somehow", make.PatrolFactory, **facts)

    def test_nobody_is_out_twice(self):
        one = make.PatrolFactory()

        broken("patrol_one_at_a_time", make.PatrolFactory, volunteer=one.volunteer)

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("way_valid", {"way": "magic"}),
            ("captain_confirms", {"way": "captain"}),
            ("struck_with_reason", {"struck_at": NOW}),
        ],
    )
    def test_check_in_is_possible(self, name, facts):
        broken(f"patrols_checkin_{name}", make.CheckInFactory, **facts)


class TestFinding:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("kind_valid", {"kind": "ufo"}),
            ("status_valid", {"status": "lost", "closed_at": None}),
            ("open_is_owed", {"owner": None}),
            ("open_is_owed", {"due_at": None}),
            ("open_is_owed", {"status": "closed"}),
            ("position_possible", {"latitude": 1}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_finding_{name}", make.FindingFactory, **facts)


class TestAlarm:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("answered_by_somebody", {"acknowledged_at": NOW}),
            ("closed_by_somebody", {"closed_at": NOW}),
        ],
    )
    def test_is_possible(self, name, facts):
        broken(f"patrols_alarm_{name}", make.AlarmFactory, **facts)
