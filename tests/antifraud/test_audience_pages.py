"""Audiences and the alliance in the browser and over REST."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antifraud.models import Ally, Audience, AudienceMember, AudienceOverlap
from station.models import AccessRecord, Attachment
from tests import factories as make
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def office(client, wang):
    just_signed_in(client, wang)
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


def test_the_workbook_of_groups_holds_no_address(office, village, wang):
    make.AudienceFactory(
        area=village, owner=wang, channel="mail", address="a@example.com"
    )

    answer = office.get(url("audience_export"))

    assert answer.status_code == 200
    assert b"example.com" not in answer.getvalue()
    assert not Attachment.objects.exists()
