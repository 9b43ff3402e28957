"""Reach: each person once, each way apart, beside the cases before and after."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from antifraud.models import Attendee, AudienceMember, Course, CourseSession
from antifraud.reach import asking, effect, figures, untold
from antifraud.reach.chance import within_chance
from antifraud.reach.figures import youngest
from antifraud.reach.untold import Risk, Whom
from antifraud.reach.ways import Way
from station.roles import Role
from tests import factories as make
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    BriefingFactory,
    CommunityFactory,
    FraudCaseFactory,
    HouseholdFactory,
    ResidentFactory,
    SendingFactory,
    UserFactory,
    VisitFactory,
    person,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/reach/"
UNTOLD = "/api/v1/never-told/"
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def people(village):
    homes = [HouseholdFactory(address__community=village) for _ in range(4)]
    return [ResidentFactory(household=home) for home in homes]


def asked(user, **said):
    facts = {"today": TODAY, "since": TODAY - 30 * DAY, "until": TODAY}
    return asking.usual(user, **{**facts, **said})


def alerted(resident, scam_type=None, at=NOW):
    group = AudienceFactory(area=resident.area)
    AudienceMember.objects.create(audience=group, resident=resident)
    alert = AlertFactory(approved=True, area=resident.area, scam_type=scam_type)
    return SendingFactory(
        alert=alert, audience=group, status="sent", sent_at=at, people=1
    )


def briefed(resident, *types, at=NOW, **more):
    home = resident.household
    made = BriefingFactory(household=home, resident=resident, briefed_at=at, **more)
    made.scam_types.set(types)
    return made


class TestReach:
    def test_counts_each_person_once_and_each_way(self, wang, people):
        briefed(people[0])
        briefed(people[0])
        alerted(people[0])
        VisitFactory(
            household=people[1].household, advice=["fraud"], state="confirmed"
        ).people_met.add(people[1])

        found = figures.reach(asked(wang))

        assert (found.people.total, found.people.reached) == (4, 2)
        assert found.people.ways == {"briefing": 1, "visit": 1, "course": 0, "alert": 1}
        assert (found.homes.total, found.homes.reached) == (4, 2)
        assert found.people.percent == 50

    def test_who_came_to_a_lesson_on_fraud_is_reached(self, wang, people):
        attend(people[0], "fraud")
        attend(people[1], "fire")

        found = figures.reach(asked(wang))

        assert found.people.ways["course"] == 1

    def test_of_a_type_counts_only_what_names_it(self, wang, people, rebates):
        other = make.ScamTypeFactory()
        briefed(people[0], rebates)
        briefed(people[1], other)
        alerted(people[2], rebates)
        attend(people[3], "fraud")

        found = figures.reach(asked(wang, scam_type=rebates))

        assert found.people.reached == 2
        assert found.people.ways[Way.COURSE] == 0

    @pytest.mark.parametrize(
        "more",
        [
            {"withdrawn_at": NOW, "withdrawn_by": True},
            {"at": NOW - 31 * DAY},
            {"at": NOW + DAY},
        ],
    )
    def test_what_was_taken_back_or_lies_outside_is_not_counted(
        self, wang, people, more
    ):
        if more.get("withdrawn_by"):
            more = {**more, "withdrawn_by": UserFactory()}
        briefed(people[0], **more)

        assert figures.reach(asked(wang)).people.reached == 0

    def test_an_alert_held_back_reached_nobody(self, wang, people):
        row = alerted(people[0])
        row.status, row.sent_at, row.held_by = "held", None, "audience_cap"
        row.save()

        assert figures.reach(asked(wang)).people.reached == 0

    def test_tells_groups_and_areas_apart(self, wang, village, people):
        people[0].birth_date = youngest(TODAY, 70)
        people[0].care_kinds = ["elderly_alone"]
        people[0].save()
        briefed(people[0])

        found = figures.reach(asked(wang))

        groups = {line.key: line.people for line in found.groups}
        assert (groups["age:60_over"].reached, groups["age:60_over"].total) == (1, 4)
        assert groups["care:elderly_alone"].reached == 1
        assert [line.area for line in found.areas] == [village]
        assert found.areas[0].homes.reached == 1

    def test_who_lives_elsewhere_or_left_is_not_counted(self, wang, people):
        people[0].left_on = TODAY
        people[0].save()
        ResidentFactory(
            household=HouseholdFactory(address__community=CommunityFactory())
        )

        assert figures.reach(asked(wang)).people.total == 3

    def test_an_auxiliary_sees_no_care(self, village, people):
        helper = person(Role.AUXILIARY_OFFICER, village)
        people[0].care_kinds = ["elderly_alone"]
        people[0].save()

        found = figures.reach(asked(helper))

        assert not [line for line in found.groups if line.key.startswith("care:")]

    def test_the_band_changes_on_the_birthday(self):
        assert youngest(date(2026, 2, 28), 18) == date(2008, 2, 28)
        assert youngest(date(2024, 2, 29), 18) == date(2006, 2, 28)


def attend(resident, topic):
    course = Course.objects.create(
        title=f"课程 {topic}", topic=topic, area=resident.area
    )
    session = CourseSession.objects.create(
        number=f"KC-{topic}",
        course=course,
        area=resident.area,
        place="村委会",
        direction="in",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        capacity=30,
        token="t",
        token_hash=topic.encode().ljust(32),
        planned_by=UserFactory(),
    )
    return Attendee.objects.create(
        session=session,
        area=resident.area,
        resident=resident,
        name=resident.name,
        name_sort="x",
        age_group="adult",
        seat="came",
        way="hand",
        came_at=NOW,
    )


class TestEffect:
    def test_counts_cases_before_meanwhile_after_and_a_year_before(
        self, wang, village, rebates
    ):
        since, until = TODAY - 27 * DAY, TODAY - 14 * DAY
        for days, times in ((35, 3), (20, 2), (7, 1), (7 + 364, 4)):
            for _ in range(times):
                FraudCaseFactory(
                    scam_type=rebates,
                    area=village,
                    happened_at=NOW - days * DAY,
                    reported_at=NOW,
                )
        FraudCaseFactory(
            scam_type=rebates,
            area=village,
            happened_at=NOW - 7 * DAY,
            reported_at=NOW,
            status="void",
            ended_at=NOW,
            ended_by=UserFactory(),
        )

        question = asked(wang, since=since, until=until, scam_type=rebates)
        (line,) = effect.by_type(question)

        assert (line.before, line.during, line.after, line.last_year) == (3, 2, 1, 4)
        assert line.is_within_chance

    def test_what_has_not_passed_is_not_compared(self, wang):
        found = effect.spans(asked(wang))

        assert found.after.days == 0
        assert found.before.days == 31

    def test_counts_victims_who_had_been_told(self, wang, village, people, rebates):
        since, until = TODAY - 27 * DAY, TODAY - 14 * DAY
        briefed(people[0], rebates, at=NOW - 20 * DAY)
        for victim in people[:2]:
            FraudCaseFactory(
                scam_type=rebates,
                area=village,
                victim=victim,
                happened_at=NOW - 3 * DAY,
                reported_at=NOW,
            )

        found = effect.victims(asked(wang, since=since, until=until))

        assert (found.known, found.told) == (2, 1)

    @pytest.mark.parametrize(
        ("before", "after", "by_chance"),
        [(0, 0, True), (4, 2, True), (5, 0, True), (20, 5, False), (2, 14, False)],
    )
    def test_says_what_chance_alone_would_do(self, before, after, by_chance):
        assert within_chance(before, after) is by_chance

    def test_as_much_before_as_has_passed_since(self, wang):
        question = asked(wang, since=TODAY - 12 * DAY, until=TODAY - 5 * DAY)

        found = effect.spans(question)

        assert (found.before.days, found.during.days, found.after.days) == (5, 8, 5)
        assert found.last_year.first.weekday() == found.after.first.weekday()


class TestUntold:
    def test_is_who_had_neither_briefing_nor_advice(self, wang, people):
        briefed(people[0])
        VisitFactory(household=people[1].household, advice=["fraud"], state="confirmed")
        VisitFactory(household=people[2].household, advice=["fire"], state="confirmed")

        found = untold.never_briefed(wang)

        assert set(found) == {people[2].household, people[3].household}

    def test_a_withdrawn_briefing_told_nobody(self, wang, household):
        BriefingFactory(household=household, withdrawn_at=NOW, withdrawn_by=wang)

        assert list(untold.never_briefed(wang)) == [household]

    def test_those_most_at_risk_come_first_and_why(self, wang, village, people):
        people[2].birth_date = youngest(TODAY, 70)
        people[2].care_kinds = ["elderly_alone"]
        people[2].save()
        FraudCaseFactory(area=village, victim=people[3], owner=wang)

        rows = untold.never_briefed(wang)
        ranked = list(untold.by_risk(rows, wang, at=NOW).order_by("-risk", "pk"))
        why = untold.reasons(ranked, wang, at=NOW)

        assert ranked[:2] == [people[3].household, people[2].household]
        assert Risk.VICTIM in why[people[3].household_id]
        assert {Risk.ALONE, Risk.ELDERLY} <= set(why[people[2].household_id])

    def test_an_auxiliary_learns_neither_of_victims_nor_of_care(self, village, people):
        helper = person(Role.AUXILIARY_OFFICER, village)
        people[0].care_kinds = ["elderly_alone"]
        people[0].save()
        FraudCaseFactory(area=village, victim=people[1])
        homes = [resident.household for resident in people]

        why = untold.reasons(homes, helper, at=NOW)

        assert not {Risk.VICTIM, Risk.ALONE} & {
            r for said in why.values() for r in said
        }

    def test_is_narrowed_to_a_group(self, wang, people):
        people[1].birth_date = youngest(TODAY, 20)
        people[1].residence_kind = "lodger"
        people[1].save()

        young = untold.never_briefed(wang, Whom(band="18_25", residence="lodger"))
        cared = untold.never_briefed(wang, Whom(care="disabled"))

        assert list(young) == [people[1].household]
        assert not cared.exists()


class TestPages:
    @pytest.fixture
    def desk(self, client, wang):
        client.force_login(wang)
        return client

    def test_shows_shares_types_and_caution(self, desk, people, rebates):
        briefed(people[0], rebates)

        answer = desk.get(reverse("antifraud:reach"))
        page = answer.content.decode()

        assert answer.context["found"].people.total == 4
        assert rebates.get_absolute_url() in page

    def test_the_effect_stands_beside_the_caution(self, desk, people, rebates):
        answer = desk.get(reverse("antifraud:effect"))
        page = answer.content.decode()

        assert answer.context["spans"].after.days == 28
        assert str(effect.CAUTIONS[0]) in page or "季节" in page

    def test_a_wrong_question_is_as_if_it_was_not_asked(self, desk, people):
        url = reverse("antifraud:reach")

        answer = desk.get(url, {"area": "7", "since": "x", "until": "2999-01-01"})

        assert answer.status_code == 200
        assert answer.context["asked"].area is None

    def test_the_workbook_holds_figures_and_caution(self, desk, people):
        answer = desk.get(reverse("antifraud:reach_export"))

        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows[1][2] == 4
        assert str(effect.CAUTIONS[-1]) in {row[1] for row in rows if len(row) > 1}

    def test_never_told_offers_the_briefing(self, desk, people):
        page = desk.get(reverse("antifraud:untold")).content.decode()

        assert f"?household={people[0].household_id}" in page

    @pytest.mark.parametrize("name", ["reach", "effect", "untold"])
    def test_asks_as_often_for_many_as_for_one(self, desk, village, name):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(reverse(f"antifraud:{name}")).status_code == 200
            return len(asked)

        ResidentFactory(household=HouseholdFactory(address__community=village))
        queries()
        one = queries()
        for _ in range(8):
            home = HouseholdFactory(address__community=village)
            alerted(ResidentFactory(household=home, care_kinds=["disabled"]))

        assert queries() <= one


class TestApi:
    def test_tells_reach_cases_and_caution(self, client, wang, people, rebates):
        client.force_login(wang)
        briefed(people[0], rebates, at=NOW - 20 * DAY)
        said = {"since": str(TODAY - 27 * DAY), "until": str(TODAY - 14 * DAY)}

        body = client.get(API, said).json()

        assert body["people"]["total"] == 4
        assert len(body["cautions"]) == len(effect.CAUTIONS)
        types = {row["scam_type"]: row for row in body["types"]}
        assert rebates.pk in types

    def test_lists_those_never_told(self, client, wang, people):
        client.force_login(wang)

        body = client.get(UNTOLD, {"limit": 2}).json()

        assert (body["count"], len(body["results"])) == (4, 2)

    def test_a_volunteer_sees_nothing(self, client, village):
        client.force_login(person(Role.VOLUNTEER, village))

        assert client.get(API).status_code == 403
        assert client.get(UNTOLD).status_code == 403

    def test_another_village_is_not_offered(self, client, wang):
        client.force_login(wang)

        answer = client.get(API, {"area": CommunityFactory().pk})

        assert answer.status_code == 400
