"""Pages and REST of care, liaison, alliances and key points."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from households.models import (
    Alliance,
    CareCategory,
    CarePlan,
    EquipmentTest,
    KeyPoint,
    Liaison,
    LiaisonContact,
)
from station.actions import attachments
from station.models import Area
from station.roles import Role
from tests import factories as make
from tests.households.test_api_writes import picture
from tests.households.test_signature import drawn, png


def url(name, *args):
    return reverse(f"households:{name}", args=args)


@pytest.fixture
def person(village):
    household = make.HouseholdFactory(community=village)
    return make.ResidentFactory(household=household, care_kinds=["elderly_alone"])


@pytest.fixture
def plan(person, wang):
    return make.CarePlanFactory(resident=person, carer=wang)


class TestCarePages:
    def test_a_plan_is_made_from_the_page_of_a_resident(self, signed_in, person, wang):
        make.CareCategoryFactory()
        page = signed_in.get(url("care_create", person.pk))
        assert page.context["form"]["cycle_days"].value() == 15

        sent = {
            "kinds": ["elderly_alone"],
            "carer": wang.pk,
            "cycle_days": 15,
            "holidays": ["spring"],
            "watch_for": "煤炉",
        }
        answer = signed_in.post(url("care_create", person.pk), sent)

        made = CarePlan.objects.get()
        assert answer.url == made.get_absolute_url()
        assert "煤炉" in signed_in.get(answer.url).content.decode()

    def test_it_remembers_the_visit_it_was_made_of(self, signed_in, person, wang):
        visit = make.VisitFactory(household=person.household, visited_by=wang)
        visit.people_met.set([person])
        came = f"households.visit:{visit.pk}"

        answer = signed_in.get(url("care_from"), {"from": came})

        assert answer.url == f"{url('care_create', person.pk)}?from={came}"

    def test_a_child_without_consent_leads_to_the_consent(self, signed_in, village):
        household = make.HouseholdFactory(community=village)
        child = make.ResidentFactory(household=household, birth_date=date(2020, 1, 1))

        answer = signed_in.get(url("care_create", child.pk))

        assert answer.url == url("consent_create", child.pk)

    @pytest.fixture
    def child(self, village, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        household = make.HouseholdFactory(community=village)
        return make.ResidentFactory(household=household, birth_date=date(2020, 1, 1))

    def consent(self, child, **sent):
        today = timezone.localdate().isoformat()
        facts = {"guardian_name": "张奶奶", "relation": "mother", "given_on": today}
        return url("consent_create", child.pk), {**facts, **sent}

    def test_a_guardian_signs_on_the_screen(self, signed_in, child):
        page = signed_in.get(url("consent_create", child.pk)).content.decode()
        assert "js/signature.js" in page

        address, sent = self.consent(child, way="screen", signature=drawn(png()))
        answer = signed_in.post(address, sent)

        made = child.consents.get()
        assert answer.url == made.get_absolute_url()
        assert attachments.attached_to(made).get().kind == "signature"

    def test_a_guardian_signs_on_paper(self, signed_in, child):
        address, sent = self.consent(child, way="paper", photos=picture())
        signed_in.post(address, sent)

        made = child.consents.get()
        assert attachments.attached_to(made).get().kind == "paper"

    @pytest.mark.parametrize(
        ("way", "missing"), [("screen", "signature"), ("paper", "photos")]
    )
    def test_without_a_proof_nobody_agreed(self, signed_in, child, way, missing):
        address, sent = self.consent(child, way=way)
        page = signed_in.post(address, sent)

        assert list(page.context["form"].errors) == [missing]
        assert not child.consents.exists()

    def test_scribbles_that_are_no_picture_are_refused(self, signed_in, child):
        address, sent = self.consent(child, way="screen", signature="data:x")
        page = signed_in.post(address, sent)

        assert list(page.context["form"].errors) == ["signature"]

    def test_withdrawn_its_words_are_closed(self, signed_in, village, wang):
        household = make.HouseholdFactory(community=village)
        child = make.ResidentFactory(household=household, birth_date=date(2020, 1, 1))
        plan = make.CarePlanFactory(resident=child, carer=wang, watch_for="怕黑")

        page = signed_in.get(plan.get_absolute_url()).content.decode()

        assert "怕黑" not in page

    def test_an_auxiliary_sees_whom_and_not_why(self, client, plan, village):
        helper = make.person(Role.AUXILIARY_OFFICER, village)
        CarePlan.objects.update(carer=helper)
        client.force_login(helper)

        page = client.get(plan.get_absolute_url()).content.decode()

        assert plan.resident.name in page
        assert "冬季用煤炉取暖" not in page
        assert client.get(url("care_edit", plan.pk)).status_code == 404

    def test_an_auxiliary_sees_only_those_given(self, client, plan, village):
        client.force_login(make.person(Role.AUXILIARY_OFFICER, village))

        assert client.get(plan.get_absolute_url()).status_code == 404

    def test_a_contact_is_noted(self, signed_in, plan):
        sent = {"way": "phone", "found": "well"}

        signed_in.post(url("care_contact", plan.pk), sent)

        assert plan.contacts.get().found == "well"

    def test_a_stale_edit_shows_both(self, signed_in, plan, wang):
        CarePlan.objects.update(version=5, cycle_days=9)
        sent = {"kinds": ["disabled"], "carer": wang.pk, "cycle_days": 20, "version": 1}

        answer = signed_in.post(url("care_edit", plan.pk), sent)

        assert answer.status_code == 409
        assert "9" in str(answer.context["stale"])

    def test_whom_nobody_looks_after_is_listed(self, signed_in, person):
        page = signed_in.get(url("care_bare")).content.decode()

        assert url("care_create", person.pk) in page

    def test_the_list_costs_the_same_with_many(
        self, signed_in, plan, wang, django_assert_max_num_queries
    ):
        household = plan.resident.household
        make.CarePlanFactory.create_batch(20, resident__household=household, carer=wang)

        with django_assert_max_num_queries(34):
            page = signed_in.get(url("care_list"))

        assert len(page.context["lines"]) == 21

    def test_bulk_hands_to_somebody_else(self, signed_in, plan, village):
        other = make.officer(village)
        sent = {
            "action": "assign",
            "ids": str(plan.pk),
            "confirm": "1",
            "person": other.pk,
        }

        signed_in.post(url("care_bulk"), sent)

        plan.refresh_from_db()
        assert plan.carer == other

    def test_excel_out(self, signed_in, plan):
        answer = signed_in.get(url("care_export"))

        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"

    def test_a_kind_is_added_and_can_be_chosen(self, client, village, person):
        county = Area.objects.above(village).get(kind="county")
        client.force_login(make.person(Role.COUNTY_SUPERVISOR, county))
        sent = {
            "name": "高龄老人",
            "code": "very_old",
            "cycle_days": 20,
            "is_active": "on",
        }

        client.post(url("care_category_create"), sent)

        assert CareCategory.objects.get(code="very_old").cycle_days == 20
        client.force_login(make.person(Role.STATION_CHIEF, village.parent.parent))
        page = client.get(url("resident_edit", person.pk)).content.decode()
        assert "very_old" in page


class TestLiaisonPages:
    def test_one_tap_says_talked_today(self, signed_in, village, wang):
        contact = make.LiaisonContactFactory(area=village, responsible=wang)

        signed_in.post(url("liaison_tick", contact.pk))

        contact.refresh_from_db()
        assert contact.last_at is not None
        assert contact.due_at > timezone.now()

    def test_a_talk_with_what_was_agreed(self, signed_in, village, wang):
        contact = make.LiaisonContactFactory(area=village, responsible=wang)
        until = timezone.localdate() + timedelta(days=3)
        sent = {
            "way": "meeting",
            "about": "年前排查",
            "what": "报修监控",
            "until_on": until,
        }

        signed_in.post(url("liaison_talk", contact.pk), sent)

        talk = Liaison.objects.get()
        item = talk.items.get()
        assert item.until_on == until
        signed_in.post(url("liaison_item_tick", item.pk))
        item.refresh_from_db()
        assert item.done_by == wang

    def test_a_contact_is_added(self, signed_in, village, wang):
        sent = {
            "name": "赵书记",
            "role": "secretary",
            "area": village.pk,
            "rhythm": "daily",
            "responsible": wang.pk,
            "phone": "13900000002",
        }

        signed_in.post(url("liaison_create"), sent)

        assert LiaisonContact.objects.get().phone_masked.startswith("139")

    @pytest.mark.parametrize(
        "name", ["liaison_list", "liaison_ledger", "liaison_print", "liaison_items"]
    )
    def test_lists_open(self, signed_in, village, wang, name):
        contact = make.LiaisonContactFactory(area=village, responsible=wang)
        talk = make.LiaisonFactory(contact=contact, by=wang)
        make.LiaisonItemFactory(liaison=talk, responsible=wang)

        assert "赵书记" in signed_in.get(url(name)).content.decode()


class TestAlliancePages:
    def test_founded_joined_planned_and_done(self, signed_in, village, wang):
        sent = {
            "name": "商所联盟",
            "kind": "shops",
            "area": village.pk,
            "lead": wang.pk,
        }
        signed_in.post(url("alliance_create"), sent)
        alliance = Alliance.objects.get()
        signed_in.post(
            url("alliance_member", alliance.pk), {"organisation": "人民公园商场"}
        )
        when = timezone.localtime(timezone.now() + timedelta(days=2))
        sent = {
            "title": "联合清查",
            "planned_at": f"{when:%Y-%m-%dT%H:%M}",
            "lead": wang.pk,
        }
        sent["members"] = [alliance.members.get().pk]

        signed_in.post(url("joint_plan", alliance.pk), sent)

        joint = alliance.actions.get()
        sent = {
            "result": "隐患5处",
            "done_on": timezone.localdate(),
            "found_count": 5,
            "version": joint.version,
        }
        answer = signed_in.post(url("joint_finish", joint.pk), sent)
        assert answer.status_code == 302
        joint.refresh_from_db()
        assert (joint.status, joint.found_count) == ("done", 5)
        assert (
            "人民公园商场" in signed_in.get(joint.get_absolute_url()).content.decode()
        )


class TestKeyPointPages:
    def test_eleven_of_eleven(self, signed_in, village):
        today = timezone.localdate()
        for _n in range(2):
            make.EquipmentFactory(
                key_point__area=village,
                state="working",
                tested_on=today,
                due_on=today + timedelta(days=30),
            )
        bare = make.KeyPointFactory(area=village)

        page = signed_in.get(url("key_point_coverage"))

        [row] = page.context["rows"]
        kind = make.EquipmentKindFactory()
        assert row["total"] == 3
        assert dict(row["cells"])[kind] == 2
        listed = signed_in.get(url("key_point_list"), {"untested": kind.pk})
        assert [line.title for line in listed.context["lines"]] == [bare.name]

    def test_a_failed_test_is_kept_and_due_again_soon(self, signed_in, village):
        found = make.EquipmentFactory(key_point__area=village)
        today = timezone.localdate()
        sent = {"works": "no", "note": "无响应", "tested_on": today, "version": 1}

        signed_in.post(url("equipment_test", found.pk), sent)

        found.refresh_from_db()
        assert EquipmentTest.objects.get().works is False
        assert (found.state, found.due_on) == ("failed", today + timedelta(days=3))
        assert KeyPoint.objects.get().due_on == found.due_on

    def test_a_point_with_cameras(self, signed_in, village):
        sent = {"name": "中心小学", "kind": "school", "area": village.pk}
        signed_in.post(url("key_point_create"), sent)
        point = KeyPoint.objects.get()
        video = make.EquipmentKindFactory(code="video", has_cameras=True)
        sent = {"kind": video.pk, "since_on": "2025-01-01"}

        refused = signed_in.post(url("equipment_add", point.pk), sent)
        assert refused.context["form"].errors["camera_count"]
        signed_in.post(url("equipment_add", point.pk), {**sent, "camera_count": 12})

        assert point.equipment.get().camera_count == 12
        assert "12" in signed_in.get(point.get_absolute_url()).content.decode()


@pytest.mark.django_db
class TestRest:
    def send(self, client, name, data, *args):
        path = f"/api/v1/{name}/" + "/".join(map(str, args)) + ("/" if args else "")
        return client.post(path, data, content_type="application/json")

    def test_care_plans(self, signed_in, person, wang):
        data = {
            "resident": person.pk,
            "kinds": ["elderly_alone"],
            "carer": wang.pk,
            "cycle_days": 7,
        }
        made = self.send(signed_in, "care-plans", data)
        assert made.status_code == 201, made.content
        pk = made.json()["id"]

        found = self.send(
            signed_in, "care-plans", {"way": "phone", "found": "well"}, pk, "contact"
        )

        assert found.status_code == 200, found.content
        assert found.json()["contacts"][0]["found"] == "well"
        again = self.send(signed_in, "care-plans", data)
        assert again.status_code == 409

    def test_clients_see_no_care(self, client, plan, village):
        helper = make.person(Role.AUXILIARY_OFFICER, village)
        CarePlan.objects.update(carer=helper)
        client.force_login(helper)

        row = client.get(f"/api/v1/care-plans/{plan.pk}/").json()

        assert row["kinds"] is None
        assert row["watch_for"] is None

    def test_nobody_opens_what_a_guardian_has_not_allowed(
        self, signed_in, village, wang
    ):
        household = make.HouseholdFactory(community=village)
        child = make.ResidentFactory(household=household, birth_date=date(2020, 1, 1))
        plan = make.CarePlanFactory(resident=child, carer=wang)
        helper = make.CareHelperFactory(plan=plan)
        helper.write_phone("13912345678")
        helper.save()
        path = f"/reveal/households.carehelper/{helper.pk}/phone/"
        asked = {"helper": helper.pk, "purpose": "visit"}

        page = signed_in.post(path, {"purpose": "visit"}).content.decode()
        rest = self.send(signed_in, "care-plans", asked, plan.pk, "reveal")
        assert "13912345678" not in page
        assert (rest.status_code, rest.json()["code"]) == (409, "closed")

        make.ConsentFactory(resident=child)
        assert (
            "13912345678" in signed_in.post(path, {"purpose": "visit"}).content.decode()
        )

    def test_without_consent_a_child_is_closed(self, signed_in, village, wang):
        household = make.HouseholdFactory(community=village)
        child = make.ResidentFactory(household=household, birth_date=date(2020, 1, 1))
        plan = make.CarePlanFactory(
            resident=child, carer=wang, watch_for="独自在家", reason="父母外出"
        )
        path = f"/api/v1/care-plans/{plan.pk}/"
        closed = signed_in.get(path).json()
        found = signed_in.get("/api/v1/care-plans/", {"kind": plan.kinds[0]}).json()
        sheet = signed_in.get(url("care_export"))

        make.ConsentFactory(resident=child)
        opened = signed_in.get(path).json()

        assert (closed["kinds"], closed["reason"], closed["watch_for"]) == (None,) * 3
        assert found["results"] == []
        row = CalamineWorkbook.from_filelike(BytesIO(sheet.content))
        [named] = [r for r in row.get_sheet_by_index(0).to_python() if child.name in r]
        assert not {"elderly_alone", "独居老人"} & set(named)
        assert (opened["kinds"], opened["reason"]) == (plan.kinds, "父母外出")

    def test_liaison(self, signed_in, village, wang):
        contact = make.LiaisonContactFactory(area=village, responsible=wang)
        until = (timezone.localdate() + timedelta(days=2)).isoformat()
        data = {
            "contact": contact.pk,
            "way": "phone",
            "agreed": [{"what": "报修", "until_on": until}],
        }

        made = self.send(signed_in, "liaisons", data)

        assert made.status_code == 201, made.content
        item = made.json()["items"][0]["id"]
        done = self.send(
            signed_in, "liaisons", {"item": item}, made.json()["id"], "item-done"
        )
        assert done.json()["items"][0]["done_at"]

    def test_equipment(self, signed_in, village):
        found = make.EquipmentFactory(key_point__area=village)

        answer = self.send(
            signed_in, "equipment", {"works": True, "version": 1}, found.pk, "test"
        )

        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "working"

    @pytest.mark.parametrize(
        "name",
        [
            "care-plans",
            "guardian-consents",
            "care-kinds",
            "liaison-contacts",
            "liaisons",
            "alliances",
            "joint-actions",
            "key-points",
            "equipment",
            "equipment-kinds",
        ],
    )
    def test_lists(self, signed_in, name):
        assert signed_in.get(f"/api/v1/{name}/").status_code == 200
