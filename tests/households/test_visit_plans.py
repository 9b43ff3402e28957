from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from households import visit_coverage
from households.actions import campaigns, field_visits, visits
from households.models import (
    Campaign,
    CropSeason,
    Household,
    HouseholdStanding,
    Visit,
    VisitQuestion,
    VisitRule,
)
from households.notices import visit_plans as plan_notices
from station.errors import RuleError
from station.models import Reminder
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    CampaignFactory,
    CommunityFactory,
    CropSeasonFactory,
    GridFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    VisitQuestionFactory,
    VisitRuleFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def stand(household, *, seen: int | None, due: int | None) -> None:
    HouseholdStanding.objects.filter(household=household).update(
        last_visited_at=None if seen is None else NOW - timedelta(days=seen),
        next_due_on=None if due is None else TODAY + timedelta(days=due),
    )


def by_hand(user, *, on) -> visit_coverage.Behind:
    """Line by line, from the households themselves."""
    lines = visit_coverage.by_place(user, on=on)
    behind = [line for line in lines if line.is_behind]
    villages = [line for line in lines if line.area.kind == "community"]
    return visit_coverage.Behind(
        sum(line.area.kind in {"community", "grid"} for line in behind),
        sum(line.tally.overdue for line in villages),
    )


class TestCoverage:
    def test_counts_in_time_overdue_and_never(self, wang, village):
        for seen, due in ((5, 30), (100, -9), (None, 20), (None, None), (2, 3)):
            stand(HouseholdFactory(community=village), seen=seen, due=due)

        (line,) = visit_coverage.by_place(wang, on=TODAY)

        tally = line.tally
        assert (tally.total, tally.reached, tally.overdue) == (5, 2, 1)
        assert (tally.never, tally.soon, tally.percent) == (2, 1, 40)
        assert line.is_behind

    def test_of_a_village_holds_its_grids(self, wang, village):
        grid = GridFactory(parent=village)
        household = HouseholdFactory(community=village)
        household.area = grid
        household.save()

        lines = visit_coverage.by_place(wang, on=TODAY)

        assert [line.area for line in lines] == [village, grid]
        assert visit_coverage.whole(lines, is_by_officer=False).total == 1

    def test_of_an_officer_counts_whoever_went(self, chief, wang, village):
        stand(HouseholdFactory(community=village), seen=3, due=9)

        (line,) = visit_coverage.by_officer(chief, on=TODAY)

        assert (line.officer, line.tally.percent) == (wang, 100)

    def test_of_a_campaign_counts_a_door_once(self, wang, village):
        campaign = CampaignFactory(area=village)
        seen, _unseen = (HouseholdFactory(community=village) for _n in range(2))
        for _n in range(3):
            VisitFactory(household=seen, visited_by=wang)
        VisitFactory(household=_unseen, visited_by=wang, outcome="nobody_home")

        (line,) = visit_coverage.by_place(wang, on=TODAY, campaign=campaign)

        assert (line.tally.total, line.tally.reached) == (2, 1)

    def test_of_a_kind(self, wang, village):
        cared = HouseholdFactory(community=village)
        ResidentFactory(household=cared, care_kinds=["elderly_alone"])
        HouseholdFactory(community=village)

        (line,) = visit_coverage.by_place(wang, on=TODAY, kind="care_elderly_alone")

        assert line.tally.total == 1

    def test_shows_nothing_of_the_neighbours(self, wang):
        HouseholdFactory()

        assert visit_coverage.by_place(wang, on=TODAY) == []

    @pytest.mark.parametrize("rows", [100, 10_000])
    def test_asks_as_often_for_many_as_for_few(self, wang, village, rows):
        first = HouseholdFactory(community=village)
        many = [
            Household(
                address=first.address,
                area=village,
                station=first.station,
                number=f"9{n:06d}",
            )
            for n in range(rows)
        ]
        Household.objects.bulk_create(many)
        HouseholdStanding.objects.bulk_create(
            HouseholdStanding(household=found) for found in many
        )

        with CaptureQueriesContext(connection) as caught:
            visit_coverage.by_place(wang, on=TODAY)
        assert len(caught) <= 6

    def test_who_is_behind_is_the_same_from_the_figures_that_are_kept(
        self, chief, village
    ):
        grid = GridFactory(parent=village)
        late = HouseholdFactory(community=village)
        stand(late, seen=100, due=-9)
        stand(HouseholdFactory(community=village), seen=3, due=9)
        stand(HouseholdFactory(community=village), seen=None, due=None)
        in_grid = HouseholdFactory(community=village, area=grid)
        stand(in_grid, seen=5, due=0)
        HouseholdFactory(community=village, left_on=TODAY)
        HouseholdFactory()

        found = visit_coverage.behind(chief, on=TODAY)

        assert (found.places, found.overdue) == (1, 1)
        assert found == by_hand(chief, on=TODAY)
        tomorrow = TODAY + timedelta(days=1)
        assert visit_coverage.behind(chief, on=tomorrow) == by_hand(chief, on=tomorrow)
        late.area = grid
        late.save()
        assert visit_coverage.behind(chief, on=TODAY) == by_hand(chief, on=TODAY)

    def test_page_opens_the_list_behind_each_figure(self, signed_in, village):
        late = HouseholdFactory(community=village, head_name="逾期户")
        stand(late, seen=300, due=-5)
        fine = HouseholdFactory(community=village, head_name="正常户")
        stand(fine, seen=3, due=90)
        page = signed_in.get("/households/coverage/").text
        link = f"?area={village.pk}&amp;visited=overdue"
        assert link in page

        listed = signed_in.get(f"/households/{link.replace('&amp;', '&')}").text

        assert "逾期户" in listed
        assert "正常户" not in listed

    def test_page_by_officer_and_campaign(self, signed_in, village):
        campaign = CampaignFactory(area=village)
        HouseholdFactory(community=village)

        for query in ("by=officer", f"campaign={campaign.pk}", "goal=900", "kind=new"):
            assert signed_in.get(f"/households/coverage/?{query}").status_code == 200

    def test_export_is_a_workbook(self, signed_in, village):
        HouseholdFactory(community=village)

        answer = signed_in.get("/households/coverage/export/")

        assert answer["Content-Type"].endswith("spreadsheetml.sheet")

    def test_over_rest(self, signed_in, village):
        stand(HouseholdFactory(community=village), seen=3, due=9)

        body = signed_in.get("/api/v1/coverage/").json()

        assert body["results"][0]["tally"]["percent"] == 100
        assert signed_in.get("/api/v1/coverage/?kind=x").status_code == 400

    def test_behind_is_on_the_chiefs_day_only(self, chief, wang, village):
        stand(HouseholdFactory(community=village), seen=None, due=-1)

        assert len(list(plan_notices.behind_owed(chief, NOW))) == 1
        assert list(plan_notices.behind_owed(wang, NOW)) == []


class TestRulePages:
    DATA = {"kind": "ordinary", "every_days": 90, "who": "either"}

    def test_the_chief_sets_changes_and_ends_a_rule(self, client, chief, village):
        client.force_login(chief)
        data = self.DATA | {"area": village.pk, "from_on": "2026-01-01"}
        client.post("/households/visit-rules/new/", data)
        rule = VisitRule.objects.get()

        client.post(rule.get_absolute_url(), data | {"every_days": 60, "version": 1})
        client.post(
            f"/households/visit-rules/{rule.pk}/end/", {"on": TODAY, "version": 2}
        )

        rule.refresh_from_db()
        assert (rule.every_days, rule.until_on) == (60, TODAY)

    def test_the_officer_reads_rules_from_above_only(self, signed_in, village):
        rule = VisitRuleFactory(area=village.parent.parent.parent, every_days=77)

        assert "77" in signed_in.get("/households/visit-rules/").text
        assert signed_in.get(rule.get_absolute_url()).status_code == 404

    def test_over_rest(self, client, chief, village):
        client.force_login(chief)
        made = client.post(
            "/api/v1/visit-rules/",
            {
                "area": village.pk,
                "kind": "new",
                "every_days": 30,
                "from_on": "2026-01-01",
            },
            content_type="application/json",
        )
        assert made.status_code == 201
        path = f"/api/v1/visit-rules/{made.json()['id']}/end/"

        ended = client.post(
            path, {"on": "2025-01-01", "version": 1}, content_type="application/json"
        )

        assert (ended.status_code, ended.json()["code"]) == (409, "ends_too_early")

    def test_constraint_knows_a_half_season(self, village):
        with pytest.raises(IntegrityError, match="season_whole"):
            VisitRuleFactory(area=village, season_from="11-01")


BRIEF = campaigns.Brief(
    name="节前走访",
    theme="holiday",
    from_on=TODAY,
    until_on=TODAY + timedelta(days=20),
)


class TestCampaigns:
    def test_remind_before_the_end_who_serves_there(self, chief, wang, village):
        row = campaigns.create(area=village, brief=BRIEF, by=chief, at=NOW)

        reminders = list(Reminder.objects.filter(kind="campaign.ending"))

        assert len(reminders) == 2
        told = plan_notices.campaign_recipients(reminders, NOW)
        assert told[reminders[0].pk] == [wang.pk]
        words = plan_notices.campaign_words(reminders, wang)
        assert words[reminders[0].pk].url == row.get_absolute_url()

    def test_ended_early_remind_nobody(self, chief, village):
        row = campaigns.create(area=village, brief=BRIEF, by=chief, at=NOW)

        campaigns.end(campaign=row, by=chief, at=NOW)

        assert not Reminder.objects.filter(kind="campaign.ending").pending().exists()

    def test_moved_remind_by_the_new_end(self, chief, village):
        row = campaigns.create(area=village, brief=BRIEF, by=chief, at=NOW)
        later = campaigns.Brief(
            name="x", theme="other", from_on=TODAY, until_on=TODAY + timedelta(40)
        )

        campaigns.edit(campaign=row, brief=later, version=1, by=chief, at=NOW)

        pending = Reminder.objects.filter(kind="campaign.ending").pending()
        assert {found.due_at.date() > date(2026, 12, 15) for found in pending} == {True}

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"until_on": TODAY - timedelta(days=1)}, "ends_too_early"),
            ({"goal_percent": 120}, "bad_goal"),
            ({"kinds": []}, "no_kinds"),
        ],
    )
    def test_must_make_sense(self, chief, village, more, code):
        facts = {"name": "x", "theme": "other", "from_on": TODAY, "until_on": TODAY}
        with pytest.raises(RuleError) as refusal:
            campaigns.create(
                area=village, brief=campaigns.Brief(**facts | more), by=chief, at=NOW
            )
        assert refusal.value.code == code

    def test_are_not_set_by_officers(self, wang, village):
        with pytest.raises(RuleError) as refusal:
            campaigns.create(area=village, brief=BRIEF, by=wang, at=NOW)
        assert refusal.value.code == "not_your_area"

    def test_pages(self, client, chief, village):
        client.force_login(chief)
        HouseholdFactory(community=village)
        data = {
            "name": "百万警进千万家",
            "theme": "million",
            "area": village.pk,
            "from_on": TODAY,
            "until_on": TODAY + timedelta(days=9),
            "kinds": ["ordinary"],
            "goal_percent": 80,
        }
        client.post("/households/campaigns/new/", data)
        row = Campaign.objects.get()
        assert "百万警进千万家" in client.get("/households/campaigns/").text
        assert client.get(row.get_absolute_url()).status_code == 200

        base = row.get_absolute_url()
        client.post(f"{base}edit/", data | {"goal_percent": 90, "version": 1})
        client.post(f"{base}end/", {"version": 2})

        row.refresh_from_db()
        assert (row.goal_percent, row.ended_at) == (90, NOW)

    def test_over_rest(self, client, chief, village):
        client.force_login(chief)
        made = client.post(
            "/api/v1/campaigns/",
            {
                "area": village.pk,
                "name": "x",
                "theme": "other",
                "from_on": "2026-11-01",
                "until_on": "2026-12-01",
                "kinds": ["ordinary"],
                "goal_percent": 50,
            },
            content_type="application/json",
        )

        assert made.status_code == 201


class TestFieldVisits:
    REPORT = visits.Report(
        purpose="field",
        outcome="met",
        visited_at=NOW,
        others_met="张有财",
        place="二社渠东",
    )

    def test_name_a_place_instead_of_a_household(self, wang, village):
        visit = field_visits.record(area=village, report=self.REPORT, by=wang, at=NOW)

        visit.refresh_from_db()
        assert (visit.household, visit.where) == (None, "二社渠东")
        assert visit.state == "confirmed"

    def test_stand_in_the_excel_file_with_the_others(self, signed_in, wang, village):
        field_visits.record(area=village, report=self.REPORT, by=wang, at=NOW)
        VisitFactory(household=HouseholdFactory(community=village))

        answer = signed_in.get("/households/visits/export/")

        assert answer.status_code == 200

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"place": " "}, "no_place"),
            ({"purpose": "routine"}, "no_place"),
            ({"others_met": ""}, "nobody_named"),
            ({"next_visit_on": TODAY + timedelta(days=3)}, "no_household"),
        ],
    )
    def test_must_say_where_and_whom(self, wang, village, more, code):
        facts = {**self.REPORT.__dict__, **more}
        with pytest.raises(RuleError) as refusal:
            field_visits.record(
                area=village, report=visits.Report(**facts), by=wang, at=NOW
            )
        assert refusal.value.code == code

    def test_are_not_made_elsewhere(self, wang):
        with pytest.raises(RuleError) as refusal:
            field_visits.record(
                area=CommunityFactory(), report=self.REPORT, by=wang, at=NOW
            )
        assert refusal.value.code == "not_your_area"

    def test_constraint_wants_a_door_or_a_place(self, village):
        with pytest.raises(IntegrityError, match="has_a_door_or_a_place"):
            VisitFactory(household=None, area=village)

    def test_of_an_auxiliary_are_confirmed_edited_and_corrected(self, wang, village):
        auxiliary = person(Role.AUXILIARY_OFFICER, village)
        visit = field_visits.record(
            area=village, report=self.REPORT, by=auxiliary, at=NOW
        )
        assert visit.is_draft

        visits.confirm(visit=visit, by=wang, at=NOW)
        other = visits.Report(**{**self.REPORT.__dict__, "place": "三社地头"})
        visits.edit(visit=visit, report=other, version=2, by=wang, at=NOW)
        visits.correct(
            visit=visit,
            report=other,
            version=3,
            by=wang,
            at=NOW + timedelta(days=2),
            reason="地点记错",
        )

        visit.refresh_from_db()
        assert visit.place == "三社地头"

    def test_pages_show_the_season_and_the_visit(self, signed_in, village):
        CropSeasonFactory(area=village.parent.parent, advice_zh="冬灌不抢水")
        CropSeasonFactory(
            area=village, from_day="03-01", advice_zh="春灌", until_day="04-01"
        )
        page = signed_in.get("/households/visits/field/").text
        assert "冬灌不抢水" in page
        assert "春灌" not in page

        answer = signed_in.post(
            "/households/visits/field/",
            {
                "area": village.pk,
                "place": "机井旁",
                "others_met": "老周",
                "visited_at": "2026-11-20T09:30",
                "latitude": "39.5",
                "longitude": "",
            },
        )

        visit = Visit.objects.get()
        assert answer["Location"] == visit.get_absolute_url()
        assert visit.latitude is None
        for url in (
            visit.get_absolute_url(),
            f"{visit.get_absolute_url()}edit/",
            "/households/visits/",
            "/households/visits/?purpose=field",
        ):
            assert "机井旁" in signed_in.get(url).text

    def test_over_rest(self, signed_in, village):
        made = signed_in.post(
            "/api/v1/visits/field/",
            {
                "area": village.pk,
                "place": "机井旁",
                "others_met": "老周",
                "visited_at": "2026-11-20T09:30:00+08:00",
            },
            content_type="application/json",
        )

        assert made.status_code == 201
        assert (made.json()["household"], made.json()["place"]) == (None, "机井旁")
        assert signed_in.get("/api/v1/visits/").json()["results"][0]["place"]


class TestCropSeasons:
    def test_may_run_across_the_new_year(self, village):
        row = CropSeasonFactory(area=village, from_day="11-15", until_day="02-10")

        for day, found in ((date(2026, 1, 9), 1), (date(2026, 3, 1), 0), (TODAY, 1)):
            assert CropSeason.objects.on_day(day).filter(pk=row.pk).count() == found

    def test_pages(self, client, chief, village):
        client.force_login(chief)
        data = {
            "area": village.pk,
            "crop": "番茄采收",
            "from_day": "08-01",
            "until_day": "09-30",
            "advice_zh": "路上慢行",
            "advice": ["traffic"],
        }
        client.post("/households/crop-seasons/new/", data)
        row = CropSeason.objects.get()
        again = client.post("/households/crop-seasons/new/", data)
        assert again.status_code == 200
        assert CropSeason.objects.count() == 1
        assert "番茄采收" in client.get("/households/crop-seasons/").text

        client.post(row.get_absolute_url(), data | {"crop": "番茄", "version": 1})
        client.post(f"/households/crop-seasons/{row.pk}/remove/")

        assert CropSeason.objects.count() == 0

    def test_a_day_that_is_none_is_refused(self, client, chief, village):
        client.force_login(chief)
        answer = client.post(
            "/api/v1/crop-seasons/",
            {
                "area": village.pk,
                "crop": "x",
                "from_day": "13-01",
                "until_day": "09-30",
                "advice_zh": "x",
            },
            content_type="application/json",
        )

        assert answer.status_code == 400


class TestQuestionPages:
    def test_the_officer_answers_the_chief_settles(self, client, chief, wang, village):
        row = VisitQuestionFactory(officer=wang, area=village)
        row.visits.add(VisitFactory(visited_by=wang, area=village))
        base = row.get_absolute_url()
        client.force_login(wang)
        assert client.get(base).status_code == 200
        assert base in client.get("/households/visit-questions/").text
        client.post(f"{base}answer/", {"text": "集中补录", "version": 1})
        assert client.get(f"{base}decide/").status_code == 404

        client.force_login(chief)
        assert "集中补录" in client.get(base).text
        client.post(f"{base}decide/", {"state": "explained", "version": 2})

        row.refresh_from_db()
        assert (row.state, row.decided_by) == ("explained", chief)

    def test_of_others_are_not_there(self, signed_in, village):
        row = VisitQuestionFactory(area=village)

        assert signed_in.get(row.get_absolute_url()).status_code == 404

    def test_over_rest(self, client, chief, wang, village):
        row = VisitQuestionFactory(officer=wang, area=village)
        client.force_login(wang)
        path = f"/api/v1/visit-questions/{row.pk}/"
        body = {"text": "补录", "version": 1}
        answered = client.post(f"{path}answer/", body, content_type="application/json")
        assert answered.json()["answer"] == "补录"

        client.force_login(chief)
        decided = client.post(
            f"{path}decide/",
            {"state": "wrong", "words": "未到户", "version": 2},
            content_type="application/json",
        )

        assert decided.json()["state"] == "wrong"

    def test_are_told_to_whom_they_concern(self, wang, chief, village):
        row = VisitQuestionFactory(officer=wang, area=village)
        kinds = list(plan_notices.QUESTION_LABELS)
        reminders = [
            Reminder(pk=n, kind=kind, subject=f"households.visitquestion:{row.pk}")
            for n, kind in enumerate(kinds, start=1)
        ]

        told = plan_notices.question_recipients(reminders, NOW)

        assert told == {1: [wang.pk], 2: [wang.pk, chief.pk]}
        assert set(plan_notices.question_words_for(reminders, wang)) == {1, 2, 3, 4}

    def test_stand_on_my_day(self, wang, chief, village):
        VisitQuestionFactory(officer=wang, area=village)
        VisitQuestionFactory(officer=wang, area=village, state="answered")

        assert len(list(plan_notices.questions_owed(wang, NOW))) == 1
        assert len(list(plan_notices.questions_owed(chief, NOW))) == 1
        assert VisitQuestion.objects.count() == 2
