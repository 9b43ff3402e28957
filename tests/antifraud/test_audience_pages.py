"""Audiences and the alliance in the browser and over REST."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from antifraud.models import Ally, Audience, AudienceMember, AudienceOverlap
from station.actions import sheet_imports
from station.models import AccessRecord, Attachment
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def office(client, wang):
    just_signed_in(client, wang)
    return client


@pytest.fixture
def rest(wang):
    client = APIClient()
    client.force_login(wang)
    return client


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang, size=300)


@pytest.fixture
def person(village):
    home = make.HouseholdFactory(address__community=village)
    resident = make.ResidentFactory.build(household=home, name="")
    resident.write_name("段淑珍")
    resident.area, resident.station = home.area, home.station
    resident.save()
    return resident


def url(name, *args):
    return reverse(f"antifraud:{name}", args=args)


def api(name, *args):
    return reverse(f"api:{name}", args=args)


def filled(village, wang, **changes):
    return {
        "name": "花源骑手群",
        "kind": "courier",
        "area": village.pk,
        "size": 186,
        "channel": "wechat",
        "owner": wang.pk,
        **changes,
    }


class TestPages:
    def test_enters_a_group_and_says_at_the_field_what_is_wrong(
        self, office, village, wang
    ):
        wrong = filled(village, wang, channel="mail")

        refused = office.post(url("audience_create"), wrong)
        made = office.post(url("audience_create"), filled(village, wang))

        assert "address" in refused.context["form"].errors
        assert made.url == Audience.objects.get().get_absolute_url()

    def test_an_address_stays_unless_it_is_typed_anew(self, office, village, wang):
        group = make.AudienceFactory(
            area=village, owner=wang, channel="mail", address="a@example.com"
        )
        page = office.get(url("audience_edit", group.pk)).content.decode()

        office.post(
            url("audience_edit", group.pk),
            filled(village, wang, channel="mail", version=1),
        )

        group.refresh_from_db()
        assert "a@example.com" not in page
        assert (group.size, group.address) == (186, "a@example.com")

    def test_shows_pairs_of_the_groups_one_may_see(self, office, group, village, wang):
        near = make.AudienceFactory(area=village, name="本村的群")
        far = make.AudienceFactory(name="远处的群")
        for other in (near, far):
            AudienceOverlap.objects.create(
                first=group, second=other, people=60, estimated_by=wang
            )

        page = office.get(group.get_absolute_url())

        pairs = page.context["pairs"]
        assert [(p.other, p.people, p.share) for p in pairs] == [(near, 60, 20)]
        assert "远处的群" not in page.content.decode()

    def test_shows_what_was_sent_lately_and_who_helps(self, office, group, village):
        make.SendingFactory(audience=group, alert__area=village, alert__title="刷单")
        ally = make.AllyFactory(area=village)
        ally.audiences.add(group)

        page = office.get(group.get_absolute_url()).content.decode()

        assert "刷单" in page
        assert ally.name in page

    @pytest.mark.parametrize("many", [1, 8])
    def test_costs_the_same_for_many_pairs(self, office, group, village, wang, many):
        for other in make.AudienceFactory.create_batch(many, area=village):
            AudienceOverlap.objects.create(
                first=group, second=other, people=5, estimated_by=wang
            )
            make.SendingFactory(audience=group, alert__area=village)
        office.get(group.get_absolute_url())

        with CaptureQueriesContext(connection) as queries:
            office.get(group.get_absolute_url())

        assert len(queries) <= 45

    def test_reveals_the_address_for_a_purpose(self, office, village, wang):
        group = make.AudienceFactory(
            area=village, owner=wang, channel="mail", address="a@example.com"
        )
        page = office.get(group.get_absolute_url())
        address = page.context["address_url"]

        shown = office.post(address, {"purpose": "service"}).content.decode()

        assert "a@example.com" not in page.content.decode()
        assert "a@example.com" in shown
        assert AccessRecord.objects.filter(act="reveal").exists()

    @pytest.mark.usefixtures("row_by_row")
    def test_hands_many_groups_to_another_officer(self, office, village, wang):
        groups = make.AudienceFactory.create_batch(3, area=village, owner=wang)
        liu = make.officer(village)

        office.post(
            url("audience_bulk"),
            {
                "action": "hand_on",
                "ids": ",".join(str(row.pk) for row in groups),
                "owner": liu.pk,
                "confirm": "1",
            },
        )

        assert set(Audience.objects.values_list("owner", flat=True)) == {liu.pk}


class TestMembers:
    def test_looks_somebody_up_and_adds_them_in_one_tap(self, office, group, person):
        address = url("audience_members", group.pk)

        found = office.post(address, {"q": "duanshuzhen"})
        office.post(url("audience_member_add", group.pk), {"resident": person.pk})
        page = office.get(address).content.decode()

        assert found.context["hits"] == [(person, False)]
        assert "段淑珍" in page
        assert AccessRecord.objects.filter(fields="members").exists()

    def test_does_not_add_residents_of_elsewhere(self, office, group):
        stranger = make.ResidentFactory()

        office.post(url("audience_member_add", group.pk), {"resident": stranger.pk})

        assert not AudienceMember.objects.exists()

    def test_counts_those_of_elsewhere_without_naming_them(self, office, group, person):
        stranger = make.ResidentFactory(name="外地人")
        for row in (person, stranger):
            AudienceMember.objects.create(audience=group, resident=row)

        page = office.get(url("audience_members", group.pk))

        assert page.context["hidden"] == 1
        assert "外地人" not in page.content.decode()

    def test_adds_all_of_an_area_and_takes_them_out(self, office, group, person):
        address = url("audience_members_area", group.pk)

        office.post(address, {"area": group.area_id})
        again = office.post(address, {"area": group.area_id})
        row = AudienceMember.objects.get()
        office.post(url("audience_member_remove", row.pk))

        assert "area" in again.context["form"].errors
        assert not AudienceMember.objects.exists()

    @pytest.mark.parametrize("many", [1, 12])
    def test_costs_the_same_for_many_members(self, office, group, village, many):
        home = make.HouseholdFactory(address__community=village)
        for _ in range(many):
            row = make.ResidentFactory(household=home, relation="other")
            AudienceMember.objects.create(audience=group, resident=row)
        office.get(url("audience_members", group.pk))

        with CaptureQueriesContext(connection) as queries:
            office.get(url("audience_members", group.pk))

        assert len(queries) <= 25


class TestAlliance:
    def test_a_phone_stays_or_is_taken_off(self, office, village):
        said = {
            "name": "陈晓",
            "kind": "student",
            "area": village.pk,
            "joined_on": "2026-05-01",
        }
        office.post(url("ally_create"), {**said, "phone": PHONE})
        ally = Ally.objects.get()

        office.post(url("ally_edit", ally.pk), {**said, "version": 1})
        ally.refresh_from_db()
        kept = ally.phone
        gone = {**said, "version": 2, "forget_phone": "on"}
        office.post(url("ally_edit", ally.pk), gone)

        ally.refresh_from_db()
        assert (kept, ally.phone, ally.phone_index) == (PHONE, "", None)

    def test_shows_only_groups_one_may_see(self, office, village, group):
        ally = make.AllyFactory(area=village)
        ally.audiences.set([group, make.AudienceFactory(name="远处的群")])

        page = office.get(ally.get_absolute_url()).content.decode()

        assert group.name in page
        assert "远处的群" not in page

    def test_leaves_and_comes_back(self, office, village):
        ally = make.AllyFactory(area=village)

        office.post(url("ally_leave", ally.pk), {"version": 1})
        ally.refresh_from_db()
        left = ally.left_on
        office.post(url("ally_rejoin", ally.pk))

        ally.refresh_from_db()
        assert left is not None
        assert ally.takes_part


class TestRest:
    def test_does_all_that_the_page_does(self, rest, village, wang, person):
        other = make.AudienceFactory(area=village, size=100)
        said = filled(village, wang, channel="sms", address="列表一")
        del said["owner"]

        made = rest.post(api("audiences-list"), said, format="json")
        pk = made.data["id"]
        edited = rest.patch(
            api("audiences-detail", pk),
            {**said, "size": 200, "version": 1},
            format="json",
        )
        steps = (
            ("estimate", {"other": other.pk, "people": 30}),
            ("add-member", {"resident": person.pk}),
            ("remove-member", {"resident": person.pk}),
            ("add-residents", {"area": village.pk}),
        )
        for verb, data in steps:
            answer = rest.post(f"/api/v1/audiences/{pk}/{verb}/", data, format="json")
            assert answer.status_code == 200, (verb, answer.data)
        one = rest.get(api("audiences-detail", pk)).data
        found = rest.get(f"/api/v1/audiences/{pk}/members/").data
        people = rest.get(f"/api/v1/audiences/people/?ids={pk},{other.pk}").data

        assert (made.status_code, edited.data["size"]) == (201, 200)
        assert one["known_members"] == 1
        assert [row["people"] for row in one["overlaps"]] == [30]
        assert [row["resident"]["name"] for row in found["results"]] == ["段淑珍"]
        assert people == {"audiences": 2, "people": 300, "people_once": 270}
        assert "列表一" not in json.dumps(one, ensure_ascii=False, default=str)

    def test_reveals_for_a_purpose_to_whom_the_policy_says(self, rest, village, wang):
        group = make.AudienceFactory(
            area=village, owner=wang, channel="mail", address="a@example.com"
        )
        helper = APIClient()
        helper.force_login(make.person(Role.AUXILIARY_OFFICER, village))
        address = f"/api/v1/audiences/{group.pk}/reveal/"

        mine = rest.post(address, {"purpose": "service"}, format="json")
        theirs = helper.post(address, {"purpose": "service"}, format="json")

        assert mine.data["value"] == "a@example.com"
        assert theirs.status_code == 403

    def test_tells_the_leader_only_to_whoever_edits(self, rest, village):
        group = make.AudienceFactory(area=village, led_by="王老师")
        helper = APIClient()
        helper.force_login(make.person(Role.AUXILIARY_OFFICER, village))

        shown = rest.get(api("audiences-detail", group.pk)).data["led_by"]
        hidden = helper.get(api("audiences-detail", group.pk)).data["led_by"]

        assert (shown, hidden) == ("王老师", None)

    def test_a_member_of_the_alliance(self, rest, village, group):
        said = {
            "name": "陈晓",
            "kind": "student",
            "area": village.pk,
            "joined_on": "2026-05-01",
            "phone": PHONE,
            "audiences": [group.pk],
        }
        made = rest.post(api("allies-list"), said, format="json")
        pk = made.data["id"]
        less = {key: said[key] for key in ("name", "kind", "area", "joined_on")}
        edited = rest.patch(
            api("allies-detail", pk), {**less, "version": 1}, format="json"
        )
        left = rest.post(f"/api/v1/allies/{pk}/leave/", {"version": 2}, format="json")

        assert edited.data["audiences"] == [{"id": group.pk, "name": group.name}]
        assert edited.data["phone_masked"] == "138****1234"
        assert left.data["left_on"] is not None
        assert PHONE not in json.dumps(left.data, default=str)


@pytest.mark.usefixtures("_media")
class TestSheets:
    @pytest.fixture
    def _media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "media"

    def send(self, kind, by, rows):
        content = "\r\n".join(",".join(map(str, cells)) for cells in rows)
        job = sheet_imports.upload(
            kind=kind, content=content.encode("gb18030"), name="群.csv", by=by, at=NOW
        )
        sheet_imports.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    def take_in(self, job, by):
        sheet_imports.approve(sheet_import=job, by=by, at=NOW)
        sheet_imports.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    def faults(self, job) -> dict:
        rows = job.rows.filter(state="refused").order_by("row")
        return {row.row: json.loads(row.details)["faults"][0][0] for row in rows}

    def groups(self, village, wang):
        place = village.short_name
        return [
            ["群名称", "人群", "辖区", "人数", "渠道", "渠道地址", "责任民警"],
            ["花源骑手群", "courier", place, 186, "wechat", "", wang.badge_number],
            ["财务邮件组", "company_staff", place, 58, "mail", "a@example.com", ""],
            ["没有地址", "company_staff", place, 58, "mail", "", ""],
            ["没有民警", "courier", place, 10, "wechat", "", "999999"],
            ["没有村", "courier", "没有这个村", 10, "wechat", "", ""],
            ["太大", "courier", place, 0, "wechat", "", ""],
        ]

    def test_groups_are_taken_in_once_and_faults_named(self, wang, village):
        wang.language = "en"
        wang.save()
        rows = self.groups(village, wang)

        job = self.send("antifraud.audience", wang, rows)
        told = self.faults(job)
        self.take_in(job, wang)
        again = self.send("antifraud.audience", wang, rows[:3])

        assert told == {
            4: "Address of the channel",
            5: "Kept by",
            6: "Area",
            7: "People",
        }
        assert Audience.objects.count() == 2
        assert Audience.objects.get(channel="mail").address == "a@example.com"
        assert (again.new_count, again.changed_count) == (0, 0)

    def test_an_empty_cell_leaves_what_is_known(self, wang, village):
        rows = self.groups(village, wang)
        self.take_in(self.send("antifraud.audience", wang, rows[:3]), wang)
        rows[2][3], rows[2][5] = 60, ""

        self.take_in(self.send("antifraud.audience", wang, [rows[0], rows[2]]), wang)

        group = Audience.objects.get(channel="mail")
        assert (group.size, group.address) == (60, "a@example.com")

    def test_members_of_the_alliance_come_with_their_groups(self, wang, village, group):
        wang.language = "en"
        wang.save()
        place = village.short_name
        rows = [
            ["姓名", "身份", "辖区", "手机号", "单位", "所在群组", "加入日期"],
            ["陈晓", "student", place, PHONE, "学生会", group.name, "2026-05-01"],
            ["李强", "shop_staff", place, "", "便民超市", "", ""],
            ["赵一", "student", place, PHONE, "", "没有这个群", ""],
            ["钱二", "student", place, PHONE, "", "", "2999-01-01"],
        ]

        job = self.send("antifraud.ally", wang, rows)
        told = self.faults(job)
        self.take_in(job, wang)
        again = self.send("antifraud.ally", wang, rows[:3])

        assert told == {4: "Groups", 5: "Member since"}
        chen = Ally.objects.get(name="陈晓")
        assert (chen.phone, list(chen.audiences.all())) == (PHONE, [group])
        assert (again.new_count, again.changed_count) == (0, 0)


def test_the_workbook_of_groups_holds_no_address(office, village, wang):
    make.AudienceFactory(
        area=village, owner=wang, channel="mail", address="a@example.com"
    )

    answer = office.get(url("audience_export"))

    assert answer.status_code == 200
    assert b"example.com" not in answer.getvalue()
    assert not Attachment.objects.exists()
