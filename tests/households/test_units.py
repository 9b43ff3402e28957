from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from households.actions import units
from households.models import Unit
from station.errors import RuleError
from station.models import Event
from station.roles import Role
from tests.factories import NOW, AddressFactory, CommunityFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(village):
    return AddressFactory(community=village)


@pytest.fixture
def shop(address, wang):
    facts = units.Facts(name="便民超市", kind="shop", contact_phone="13912345678")
    return units.create(address=address, facts=facts, by=wang, at=NOW)


class TestActions:
    def test_a_unit_is_found_and_its_phone_masked(self, shop):
        assert "bmcs" in shop.tokens
        assert shop.contact_phone_masked == "139****5678"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"kind": "castle"}, "unknown_choice"),
            ({"contact_phone": "12"}, "phone_invalid"),
        ],
    )
    def test_refuses(self, address, wang, said, code):
        facts = units.Facts(**{"name": "便民超市", "kind": "shop", **said})

        with pytest.raises(RuleError) as refusal:
            units.create(address=address, facts=facts, by=wang, at=NOW)

        assert refusal.value.code == code

    def test_closes_once(self, shop, wang):
        day = NOW.date()
        closed = units.close(
            unit=shop, closed_on=day, version=shop.version, by=wang, at=NOW
        )

        with pytest.raises(RuleError):
            units.close(
                unit=shop, closed_on=day, version=closed.version, by=wang, at=NOW
            )


class TestPages:
    def test_a_new_one_behind_a_new_door(self, signed_in, village):
        said = {
            "once": str(uuid4()),
            "name": "便民超市",
            "kind": "shop",
            "area": village.pk,
            "door": "5号门面",
        }

        answer = signed_in.post(reverse("households:unit_create"), said)

        unit = Unit.objects.get()
        assert answer.url == unit.get_absolute_url()
        assert unit.address.text == f"{village.name}5号门面"

    def test_an_edit_keeps_the_phone_nobody_typed(self, signed_in, shop):
        url = reverse("households:unit_edit", args=[shop.pk])
        assert "13912345678" not in signed_in.get(url).content.decode()
        said = {
            "version": shop.version,
            "name": "便民大超市",
            "kind": "shop",
            "area": shop.area_id,
            "group_name": shop.address.group_name,
            "door": shop.address.door,
        }

        signed_in.post(url, said)

        shop.refresh_from_db()
        assert shop.name == "便民大超市"
        assert shop.contact_phone == "13912345678"
        assert Event.objects.get(kind="unit.edited").changes["name"] == [
            "便民超市",
            "便民大超市",
        ]

    def test_the_list_leaves_out_the_closed(self, signed_in, shop):
        url = reverse("households:unit_list")
        assert signed_in.get(url).context["page"].rows == [shop]

        shop.closed_on = timezone.localdate()
        shop.save()

        assert signed_in.get(url).context["page"].rows == []
        closed = signed_in.get(url, {"is_closed": "true"})
        assert closed.context["page"].rows == [shop]

    def test_the_next_village_finds_nothing(self, client, shop):
        client.force_login(person(Role.COMMUNITY_OFFICER, CommunityFactory()))

        assert client.get(shop.get_absolute_url()).status_code == 404
