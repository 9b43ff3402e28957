"""Hours that count, certificates true to the records, thanks and merit points."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from patrols import hours, merits
from patrols.actions import certificates, thanks
from patrols.models import ServiceCertificate, Thanks
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2026, 1, 1)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def volunteer():
    area = make.CommunityFactory()
    return make.VolunteerFactory(area=area, user=make.person(Role.VOLUNTEER, area))


@pytest.fixture
def officer(volunteer):
    return make.officer(volunteer.area)


def walked(volunteer, minutes=120, at=NOW, **more):
    """A patrol that has ended; on it a check-in beyond doubt."""
    return make.WalkedPatrolFactory(
        volunteer=volunteer,
        team__area=volunteer.area,
        started_at=at - timedelta(hours=4),
        ended_at=at,
        minutes=minutes,
        **more,
    )


def seen(patrol, **more):
    return make.CheckInFactory(patrol=patrol, point__area=patrol.area, **more)


def issue(volunteer, by, from_on=NEW_YEAR, until_on=TODAY):
    return certificates.issue(
        volunteer=volunteer, from_on=from_on, until_on=until_on, by=by, at=NOW
    )


class TestHours:
    def test_count_ended_patrols_by_kind(self, volunteer):
        street = make.PatrolKindFactory(title_zh="街面巡防")
        walked(volunteer, 90, kind=street)
        walked(volunteer, 30, kind=street, at=NOW - timedelta(days=1))
        walked(volunteer, 60, at=NOW - timedelta(days=2))
        make.PatrolFactory(volunteer=volunteer)

        found = hours.of(volunteer, from_on=NEW_YEAR, until_on=TODAY)

        assert [line.minutes for line in found.lines] == [120, 60]
        assert (found.minutes, found.patrols, found.text) == (180, 3, "3")

    def test_begin_and_end_with_the_days_of_the_station(self, volunteer):
        late = datetime(2026, 3, 1, 23, 30, tzinfo=ZONE)
        walked(volunteer, 60, at=late + timedelta(hours=4))

        found = hours.of(volunteer, from_on=date(2026, 3, 1), until_on=date(2026, 3, 1))

        assert found.minutes == 60

    def test_of_many_are_asked_at_once(self, volunteer, django_assert_num_queries):
        walked(volunteer)
        other = make.VolunteerFactory()

        with django_assert_num_queries(1):
            found = hours.minutes_of(
                [volunteer.pk, other.pk], from_on=NEW_YEAR, until_on=TODAY
            )

        assert found == {volunteer.pk: 120}


class TestCertificate:
    def test_freezes_what_was_counted(self, volunteer, officer):
        walked(volunteer)

        made = issue(volunteer, officer)
        walked(volunteer, at=NOW - timedelta(days=1))

        made.refresh_from_db()
        assert made.number.startswith("ZY-")
        assert (made.minutes, made.patrols) == (120, 1)
        assert made.lines[0]["minutes"] == 120

    def test_is_the_same_paper_while_nothing_is_new(self, volunteer, officer):
        walked(volunteer)

        assert issue(volunteer, officer) == issue(volunteer, officer)
        walked(volunteer, at=NOW - timedelta(days=1))
        assert issue(volunteer, officer).minutes == 240
        assert ServiceCertificate.objects.count() == 2

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"until_on": TODAY + timedelta(days=1)}, "in_future"),
            ({"from_on": TODAY, "until_on": NEW_YEAR}, "order"),
            ({}, "no_service"),
        ],
    )
    def test_refuses_what_the_records_do_not_say(self, volunteer, officer, days, code):
        with pytest.raises(RuleError) as refusal:
            issue(volunteer, officer, **days)

        assert refusal.value.code == code

    def test_a_wrong_one_is_voided_and_another_can_be_issued(self, volunteer, officer):
        walked(volunteer)
        wrong = issue(volunteer, officer)

        certificates.void(
            certificate=wrong, reason="姓名有误", version=1, by=officer, at=NOW
        )

        assert issue(volunteer, officer).number != wrong.number
        with pytest.raises(RuleError):
            certificates.void(
                certificate=wrong, reason="x", version=2, by=officer, at=NOW
            )

    def test_the_volunteer_gets_it_on_the_phone(self, client, volunteer):
        walked(volunteer)
        client.force_login(volunteer.user)

        answer = client.post(
            reverse("patrols:own_certificate"),
            {"from_on": "2026-01-01", "until_on": TODAY.isoformat()},
            follow=True,
        )

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_is_nobody_elses(self, client, volunteer):
        other = make.CertificateFactory()
        client.force_login(volunteer.user)

        assert client.get(other.get_absolute_url()).status_code == 404


class TestThanks:
    def test_are_read_on_the_own_page(self, client, volunteer, officer):
        thanks.say(volunteer=volunteer, text="辛苦了", by=officer, at=NOW)
        reminders.fire(at=NOW)
        client.force_login(volunteer.user)

        assert "辛苦了" in client.get(reverse("patrols:mine")).content.decode()
        assert Delivery.objects.get().recipient == volunteer.user

    def test_are_hung_up_only_with_consent(self, volunteer, officer):
        with pytest.raises(RuleError) as refusal:
            thanks.say(
                volunteer=volunteer, text="辛苦了", is_public=True, by=officer, at=NOW
            )

        assert refusal.value.code == "no_consent"

    def test_come_down_when_the_consent_is_taken_back(self, volunteer):
        volunteer.may_be_published = True
        volunteer.save()
        make.ThanksFactory(volunteer=volunteer, is_public=True)
        assert Thanks.objects.public().exists()

        volunteer.may_be_published = False
        volunteer.save()

        assert not Thanks.objects.public().exists()

    def test_may_be_taken_back(self, volunteer, officer):
        said = thanks.say(volunteer=volunteer, text="辛苦了", by=officer, at=NOW)

        thanks.take_back(thanks=said, by=officer, at=NOW)
        reminders.fire(at=NOW)

        assert not Thanks.objects.exists()
        assert not Delivery.objects.exists()


class TestHonourRoll:
    def test_names_only_who_agreed(self, client, volunteer, officer, time_machine):
        time_machine.move_to(NOW, tick=False)
        named = make.VolunteerFactory(
            area=volunteer.area, name="李明", may_be_published=True
        )
        walked(volunteer)
        walked(named)
        client.force_login(officer)

        page = client.get(reverse("patrols:honour_roll"))

        assert page.context["rows"] == [("李明", "2")]
        assert page.context["unnamed"] == 1
        assert volunteer.name not in page.content.decode()


class TestMerits:
    def count(self, volunteer):
        return merits.of(volunteer, from_on=NEW_YEAR, until_on=TODAY)

    def test_are_not_counted_unless_the_station_wants_it(self, volunteer):
        assert self.count(volunteer) is None
        make.MeritRuleFactory(area=volunteer.area, is_on=False)
        assert self.count(volunteer) is None

    def test_hours_count_only_where_the_presence_is_beyond_doubt(self, volunteer):
        make.MeritRuleFactory(area=volunteer.area)
        seen(walked(volunteer, 130))
        seen(walked(volunteer, 60, at=NOW - timedelta(days=1)), doubts=["far"])
        walked(volunteer, 60, at=NOW - timedelta(days=2))

        assert self.count(volunteer) == merits.Merits(2, 0, 2)

    def test_nobody_earns_more_by_overdoing_it(self, volunteer):
        make.MeritRuleFactory(area=volunteer.area, most_hours=3)
        for days in range(4):
            seen(walked(volunteer, 120, at=NOW - timedelta(days=days)))

        assert self.count(volunteer).hours == 3

    def test_findings_count_once_they_are_settled(self, volunteer):
        make.MeritRuleFactory(area=volunteer.area)
        make.FindingFactory(reported_by=volunteer.user)
        make.FindingFactory(
            reported_by=volunteer.user,
            status="closed",
            closed_at=NOW,
            closed_by=volunteer.vetted_by,
        )
        make.FindingFactory(
            reported_by=volunteer.user,
            kind="talk",
            status="closed",
            closed_at=NOW,
            closed_by=volunteer.vetted_by,
        )

        assert self.count(volunteer) == merits.Merits(0, 1, 5)

    def test_the_nearest_rule_holds(self, volunteer):
        make.MeritRuleFactory(area=volunteer.area.parent.parent, per_hour=9)
        make.MeritRuleFactory(area=volunteer.area, per_hour=2)

        assert merits.rule_for(volunteer.area).per_hour == 2

    def test_the_chief_sets_them(self, client, volunteer):
        station = volunteer.area.parent.parent
        chief = make.person(Role.STATION_CHIEF, station)
        client.force_login(chief)

        client.post(
            reverse("patrols:merit_rule_edit", args=[station.pk]),
            {
                "is_on": "on",
                "per_hour": 2,
                "most_hours": 10,
                "per_settled": 4,
                "version": 0,
            },
        )

        assert merits.rule_for(volunteer.area).per_hour == 2

    def test_a_volunteer_reads_only_what_holds(self, client, volunteer):
        volunteer.user = make.person(Role.VOLUNTEER, volunteer.area)
        client.force_login(volunteer.user)
        address = reverse("patrols:merit_rules")

        nothing = client.get(address)
        rule = make.MeritRuleFactory(area=volunteer.area.parent.parent)
        found = client.get(address)

        assert nothing.context["rows"] == []
        assert [row[1] for row in found.context["rows"]] == [rule]

    def test_two_who_set_them_at_once_see_each_other(self, volunteer):
        rule = make.MeritRuleFactory(area=volunteer.area)
        merit = thanks.Merit(True, 1, 1, 1)

        with pytest.raises(StaleVersion):
            thanks.set_rule(
                area=rule.area, merit=merit, version=None, by=rule.area, at=NOW
            )
