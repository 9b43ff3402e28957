"""Intake: parties, minors, agents, safeguards, repetitions, and the page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from disputes import alike, safeguards, words
from disputes.actions import agents, disputes, facts, kinds, parties
from disputes.actions import safeguards as safeguard_actions
from disputes.actions.parties import Guardian, PartyFacts
from disputes.models import Dispute, DisputeField, DisputeGrade, Safeguard
from disputes.workflow.intake import Danger, Side, Track
from disputes.workflow.safeguards import DOMESTIC_VIOLENCE, SafeguardKind
from households.actions import follow_ups
from station.closings import open_things
from station.errors import RuleError
from station.models import Event, reference
from station.roles import Role
from tests.factories import (
    NOW,
    CallFactory,
    CommunityFactory,
    CountyFactory,
    DisputeFieldFactory,
    GridFactory,
    MediatorFactory,
    PartyAgentFactory,
    PartyFactory,
    ResidentFactory,
    TierRuleFactory,
    person,
)

pytestmark = pytest.mark.django_db
SEVENTEEN = date(2009, 5, 1)
TWELVE = date(2014, 5, 1)


def report(village, by, *people, at=NOW, household=None, **said) -> Dispute:
    known = {"source": "walk_in", "field": "neighbour", "summary": "院墙滴水起争执"}
    intake = disputes.Intake(**{**known, **said}, parties=tuple(people))
    return disputes.report(
        area=village, household=household, intake=intake, by=by, at=at
    )


def one(name="蔡涛", **more) -> PartyFacts:
    return PartyFacts(side=Side.ONE, name=name, **more)


def set_right(dispute, by, party, **said):
    known = {"side": party.side, "name": party.name}
    return parties.edit_party(
        dispute=dispute,
        party=party,
        facts=PartyFacts(**{**known, **said}),
        version=dispute.version,
        by=by,
        at=NOW,
    )


class TestKinds:
    def test_county_adds_one_and_it_may_be_chosen(self, village, wang):
        county = person(Role.COUNTY_SUPERVISOR, CountyFactory())
        kinds.create(code="dance_noise", title_zh="广场舞扰民", by=county, at=NOW)

        dispute = report(village, wang, field="dance_noise")

        assert dispute.title == "广场舞扰民"

    def test_unknown_or_retired_is_refused(self, village, wang):
        old = DisputeFieldFactory(is_active=False)

        for code in ("football", old.code):
            with pytest.raises(RuleError) as refused:
                report(village, wang, field=code)
            assert refused.value.code == "unknown_choice"

    def test_retired_stays_on_what_it_names(self, village, wang):
        kind = DisputeFieldFactory()
        dispute = report(village, wang, field=kind.code)
        kinds.edit(field=kind, is_active=False, by=wang, at=NOW)

        dispute = facts.edit(
            dispute=dispute, place="村口", version=dispute.version, by=wang, at=NOW
        )

        assert (dispute.field, dispute.place) == (kind.code, "村口")

    def test_same_code_twice_is_refused(self, wang):
        kind = DisputeFieldFactory()

        with pytest.raises(RuleError):
            kinds.create(code=kind.code, title_zh="又一个", by=wang, at=NOW)
        assert DisputeField.objects.filter(code=kind.code).count() == 1

    def test_words_are_the_countys(self):
        kind = DisputeFieldFactory(code="neighbour_x", title_zh="邻居")

        assert words.of_field("neighbour_x") == "邻居"
        kinds.edit(
            field=kind,
            title_zh="左邻右舍",
            by=person(Role.COUNTY_SUPERVISOR, CountyFactory()),
            at=NOW,
        )
        assert words.of_field("neighbour_x") == "左邻右舍"


class TestMinors:
    def test_age_counts_on_the_day_of_the_event(self, village, wang):
        """Eighteen on 20 November 2026: of yesterday's event a minor, today not."""
        born = NOW.date().replace(year=NOW.year - 18)
        today = report(village, wang, one(birth_date=born))
        yesterday = report(
            village,
            wang,
            one("丁刚", birth_date=born),
            event_on=NOW.date() - timedelta(days=1),
        )

        assert today.parties.get().is_minor is False
        assert yesterday.parties.get().is_minor is True

    def test_lists_show_the_family_name_alone(self, village, wang):
        dispute = report(village, wang, one("蔡小明", birth_date=TWELVE))

        assert dispute.party_names == "蔡某"

    def test_birth_date_comes_from_the_register(self, village, wang):
        child = ResidentFactory(birth_date=TWELVE)

        dispute = report(village, wang, PartyFacts(side=Side.ONE, resident=child))

        assert dispute.parties.get().birth_date == TWELVE

    def test_guardian_must_be_told(self, village, wang):
        dispute = report(village, wang, one(birth_date=TWELVE))
        open_step = dispute.safeguards.get()
        assert (open_step.kind, open_step.is_open) == (
            SafeguardKind.GUARDIAN_TOLD,
            True,
        )

        guardian = Guardian(
            name="蔡父", relation="父亲", phone="13900139000", told_on=NOW.date()
        )
        party = set_right(
            dispute,
            wang,
            dispute.parties.get(),
            birth_date=TWELVE,
            guardian=guardian,
        )

        assert (party.guardian_phone, party.guardian_phone_masked) == (
            "13900139000",
            "139****9000",
        )
        assert dispute.safeguards.get().done_on == NOW.date()

    def test_from_sixteen_on_own_work_may_do_without(self, village, wang):
        dispute = report(
            village, wang, one(birth_date=SEVENTEEN, lives_on_own_labour=True)
        )

        party = dispute.parties.get()
        assert (party.is_minor, party.needs_guardian) == (True, False)
        assert not dispute.safeguards.exists()

    def test_below_sixteen_it_does_not_count(self, village, wang):
        with pytest.raises(RuleError) as refused:
            report(village, wang, one(birth_date=TWELVE, lives_on_own_labour=True))

        assert refused.value.code == "too_young"

    def test_number_not_typed_again_stays(self, village, wang):
        dispute = report(village, wang, one(phone="13800138000"))

        party = set_right(dispute, wang, dispute.parties.get(), name="蔡涛涛")

        assert (party.name, party.phone) == ("蔡涛涛", "13800138000")


class TestWords:
    """The county's words stand wherever a code is shown."""

    @pytest.fixture(autouse=True)
    def named(self):
        DisputeField.objects.filter(code="debt").update(title_zh="欠钱不还")
        DisputeGrade.objects.filter(level=4).update(title_zh="四级（重）")
        words.forget()
        yield
        words.forget()

    def test_over_rest(self, client, village, wang):
        dispute = report(village, wang, field="debt", grade=4)
        client.force_login(wang)

        row = client.get(f"/api/v1/disputes/{dispute.pk}/").json()
        rows = client.get("/api/v1/disputes/").json()["results"]

        for shown in (row, rows[0]):
            assert (shown["field_display"], shown["grade_display"]) == (
                "欠钱不还",
                "四级（重）",
            )

    def test_of_rules_and_mediators_over_rest(self, client, village, wang, chief):
        station = village.parent.parent
        TierRuleFactory(area=station, fields=["debt"], grade_from=4)
        MediatorFactory(area=village, fields=["debt"])
        client.force_login(chief)

        (rule,) = client.get("/api/v1/tier-rules/").json()["results"]
        (mediator,) = client.get("/api/v1/mediators/").json()["results"]

        assert rule["kinds_display"] == mediator["fields_display"] == ["欠钱不还"]
        assert rule["grade_from_display"] == "四级（重）"

    def test_in_the_history_and_the_forms(self, client, village, wang):
        dispute = report(village, wang)
        facts.edit(dispute=dispute, field="debt", grade=4, version=1, by=wang, at=NOW)
        client.force_login(wang)

        page = client.get(dispute.get_absolute_url()).content.decode()
        taking = client.get(reverse("disputes:take_up", args=[dispute.pk]))

        assert page.count("欠钱不还") > 1  # the title, and what was changed
        assert "debt" not in page
        assert "四级（重）" in taking.content.decode()


class TestAgents:
    def add(self, party, by, **said):
        known = {"name": "吕明", "power": "代为调解", "granted_on": NOW.date()}
        return agents.add_agent(
            dispute=party.dispute,
            party=party,
            version=party.dispute.version,
            by=by,
            at=NOW,
            **{**known, **said},
        )

    def test_says_how_far_the_power_goes(self, village, wang):
        dispute = report(village, wang, one(role="victim"))

        agent = self.add(dispute.parties.get(), wang, phone="13800138000")

        assert (agent.power, agent.phone_masked) == ("代为调解", "138****8000")

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"power": " "}, "no_power"),
            ({"name": ""}, "no_name"),
            ({"granted_on": NOW.date() + timedelta(days=1)}, "in_future"),
        ],
    )
    def test_incomplete_is_refused(self, village, wang, said, code):
        dispute = report(village, wang, one())

        with pytest.raises(RuleError) as refused:
            self.add(dispute.parties.get(), wang, **said)

        assert refused.value.code == code

    def test_suspect_may_not_appoint_one(self, village, wang):
        """程序规定 art. 181."""
        dispute = report(village, wang, one(role="suspect"))

        with pytest.raises(RuleError) as refused:
            self.add(dispute.parties.get(), wang)

        assert refused.value.code == "suspect_agent"

    def test_who_has_one_does_not_become_the_suspect(self, village, wang):
        party = PartyFactory(dispute=report(village, wang))
        PartyAgentFactory(party=party)

        with pytest.raises(RuleError) as refused:
            set_right(party.dispute, wang, party, role="suspect")

        assert refused.value.code == "suspect_agent"


class TestDomesticViolence:
    @pytest.fixture
    def dispute(self, village, wang, household):
        return report(village, wang, household=household, is_domestic_violence=True)

    def test_plans_the_steps_of_the_law(self, dispute, wang):
        assert set(dispute.safeguards.values_list("kind", flat=True)) == set(
            DOMESTIC_VIOLENCE
        )
        check_up = dispute.safeguards.get(kind=SafeguardKind.CHECK_UP)
        assert check_up.follow_up.household == dispute.household
        assert check_up.follow_up.assigned_to == wang

    def test_stand_in_the_way_of_closing(self, dispute, wang):
        titles = {item.title for item in open_things(dispute, user=wang)}

        assert SafeguardKind.ADMONITION.label in titles

    def test_check_up_made_is_done(self, dispute, wang):
        row = dispute.safeguards.get(kind=SafeguardKind.CHECK_UP)

        follow_ups.mark_done(follow_up=row.follow_up, by=wang, at=NOW)

        row.refresh_from_db()
        assert (row.done_on, row.done_by) == (NOW.date(), wang)

    def test_is_not_mediated_without_a_note(self, dispute, wang):
        with pytest.raises(RuleError) as refused:
            safeguards.check_track(dispute, Track.PEOPLE)
        assert refused.value.code == "dv_note"

        safeguard_actions.settle(
            dispute=dispute,
            kind=SafeguardKind.MEDIATION_NOTE,
            done_on=NOW.date(),
            note="受害人书面请求，妇联在场",
            by=wang,
            at=NOW,
        )

        safeguards.check_track(dispute, Track.PEOPLE)
        safeguards.check_track(dispute, Track.NONE)

    def test_needless_only_with_a_reason_and_done_only_once(self, dispute, wang):
        step = {
            "dispute": dispute,
            "kind": SafeguardKind.ADMONITION,
            "done_on": NOW.date(),
            "by": wang,
            "at": NOW,
        }
        with pytest.raises(RuleError) as refused:
            safeguard_actions.settle(**step, is_needless=True)
        assert refused.value.code == "no_reason"

        row = safeguard_actions.settle(**step, is_needless=True, note="情节未达到")
        assert row.is_needless
        with pytest.raises(RuleError) as refused:
            safeguard_actions.settle(**step)
        assert refused.value.code == "done_already"

    def test_ticked_by_mistake_takes_the_open_steps_off(self, dispute, wang):
        facts.edit(
            dispute=dispute,
            is_domestic_violence=False,
            version=dispute.version,
            by=wang,
            at=NOW,
        )

        assert not Safeguard.objects.filter(dispute=dispute).exists()

    def test_school_is_told_in_bullying(self, village, wang):
        asked = report(village, wang, is_school_bullying=True)
        told = report(village, wang, is_school_bullying=True, school_told_on=NOW.date())

        assert asked.safeguards.get().is_open
        assert not told.safeguards.get().is_open


class TestRepeats:
    def test_second_time_is_a_sign_of_danger_with_its_reason(self, village, wang):
        report(village, wang, one(phone="13800138000"), at=NOW - timedelta(days=40))

        again = report(village, wang, one("老蔡", phone="138 0013 8000"))

        assert (again.times, again.dangers) == (2, [Danger.REPEAT])
        event = Event.objects.about(again).filter(kind="dispute.repeated").get()
        assert event.changes == {"times": [1, 2]}

    def test_first_time_is_none(self, village, wang):
        dispute = report(village, wang, one())

        assert (dispute.times, dispute.dangers) == (1, [])

    @pytest.mark.parametrize(
        ("people", "place", "times"),
        [
            ((one("蔡涛"),), "", 2),  # the same name in the same village
            ((one("丁刚"),), " 天城村3社 12号", 2),  # the same place, otherwise spaced
            ((one("丁刚"),), "天城村9号", 1),
        ],
    )
    def test_by_name_or_place(self, village, wang, people, place, times):
        report(village, wang, one(), place="天城村3社12号", at=NOW - timedelta(days=9))

        assert report(village, wang, *people, place=place).times == times

    def test_same_name_in_another_village_is_not_sure(self, village, wang):
        other = CommunityFactory(parent=village.parent)
        report(other, wang, one(), at=NOW - timedelta(days=9))

        assert report(village, wang, one()).times == 1

    def test_more_than_a_year_ago_does_not_count(self, village, wang):
        report(village, wang, one(), at=NOW - timedelta(days=400))

        assert report(village, wang, one()).times == 1

    def test_third_time_is_no_simple_matter(self, village, wang):
        for days in (60, 30):
            report(village, wang, one(), at=NOW - timedelta(days=days))

        assert report(village, wang, one()).tier == "general"


class TestWhileTyping:
    URL = "disputes:alike"

    def ask(self, client, village, **said) -> str:
        answer = client.post(reverse(self.URL), {"area": village.pk, **said})
        assert answer.status_code == 200
        return answer.content.decode()

    def test_shows_the_like_and_how_often(self, signed_in, village, wang):
        dispute = report(village, wang, one(phone="13800138000"))

        page = self.ask(signed_in, village, one_name="谁", one_phone="13800138000")

        assert dispute.get_absolute_url() in page
        assert "2" in page

    def test_says_which_of_them_do_not_count(self, client, village, chief):
        report(CommunityFactory(parent=village.parent), chief, one())
        report(village, chief, one())
        client.force_login(chief)

        page = self.ask(client, village, one_name="蔡涛")

        assert page.count("fq-item-title") == 2
        assert page.count("不计次数") + page.count("not counted") == 1

    def test_nothing_to_say_is_empty(self, signed_in, village):
        assert self.ask(signed_in, village, one_name="没有人").strip() == ""
        assert self.ask(signed_in, village).strip() == ""

    def test_out_of_scope_is_not_shown(self, signed_in, village, wang):
        elsewhere = CommunityFactory()
        report(elsewhere, wang, one(phone="13800138000"))

        assert self.ask(signed_in, village, one_phone="13800138000").strip() == ""

    def test_takes_no_address(self, signed_in):
        assert signed_in.get(reverse(self.URL)).status_code == 405

    def test_asks_no_more_with_many(
        self, signed_in, village, wang, django_assert_max_num_queries
    ):
        for _one in range(6):
            report(village, wang, one(phone="13800138000"))

        with django_assert_max_num_queries(22):
            self.ask(signed_in, village, one_phone="13800138000", one_name="蔡涛")

    def test_place_key_knows_no_spaces(self):
        assert alike.place_key(" 3社，１２号 ") == alike.place_key("3社12号")


class TestPage:
    def test_reports_with_everything_on_one_screen(self, signed_in, village):
        sent = {
            "field": "parking",
            "summary": "占道停车起争执",
            "area": village.pk,
            "one_name": "蔡涛",
            "one_phone": "13800138000",
            "other_name": "某物业公司",
            "other_kind": "organisation",
            "dangers": ["threat"],
            "grade": 1,
            "source": "walk_in",
            "people_count": 3,
            "amount": "200",
        }

        answer = signed_in.post(reverse("disputes:create"), sent)

        assert answer.status_code == 302
        dispute = Dispute.objects.get()
        assert (dispute.tier, dispute.dangers) == ("general", ["threat"])
        assert dispute.parties.last().kind == "organisation"

    def test_knows_what_the_call_said(self, signed_in, village):
        call = CallFactory(
            area=village,
            caller_name="蔡涛",
            place="三社渠口",
            proposed_field="land_boundary",
        )
        url = f"{reverse('disputes:create')}?from={reference(call)}"

        initial = signed_in.get(url).context["form"].initial

        assert (initial["one_name"], initial["place"]) == ("蔡涛", "三社渠口")
        assert (initial["source"], initial["field"]) == ("call", "land_boundary")
        assert (initial["call_number"], initial["area"]) == (call.number, village.pk)

    def test_begins_with_the_officers_own_village(self, signed_in, village):
        GridFactory(parent=village)

        form = signed_in.get(reverse("disputes:create")).context["form"]

        assert form.initial["area"] == village

    def test_form_asks_by_post_while_typing(self, signed_in):
        page = signed_in.get(reverse("disputes:create")).content.decode()

        assert f'hx-post="{reverse("disputes:alike")}"' in page

    def test_facts_set_right(self, signed_in, village, wang):
        dispute = report(village, wang)
        url = reverse("disputes:facts_edit", args=[dispute.pk])
        assert signed_in.get(url).status_code == 200

        sent = {
            "field": "debt",
            "summary": "借款未还",
            "grade": 5,
            "source": "walk_in",
            "version": dispute.version,
        }
        assert signed_in.post(url, sent).status_code == 302

        dispute.refresh_from_db()
        assert (dispute.field, dispute.proposed_tier) == ("debt", "major")

    def test_party_and_agent_and_safeguard(self, signed_in, village, wang):
        dispute = report(village, wang, one(), is_domestic_violence=True)
        party = dispute.parties.get()
        edit = reverse("disputes:party_edit", args=[dispute.pk, party.pk])
        agent = reverse("disputes:agent_add", args=[dispute.pk, party.pk])
        step = reverse("disputes:safeguard", args=[dispute.pk, "admonition"])
        for url, sent in (
            (edit, {"side": "one", "name": "蔡涛", "kind": "person", "role": "victim"}),
            (agent, {"name": "吕明", "power": "代为调解", "granted_on": "2026-11-01"}),
            (step, {"done_on": "2026-11-20", "note": "已出具"}),
        ):
            assert signed_in.get(url).status_code == 200
            dispute.refresh_from_db()
            answer = signed_in.post(url, {**sent, "version": dispute.version})
            assert answer.status_code == 302, answer.context["form"].errors

        page = signed_in.get(dispute.get_absolute_url()).content.decode()
        assert "吕明" in page
        assert "已出具" in page
