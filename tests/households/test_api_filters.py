"""What equipment and the plans of visits can be narrowed to over REST."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    TODAY,
    CampaignFactory,
    CommunityFactory,
    CropSeasonFactory,
    EquipmentFactory,
    EquipmentKindFactory,
    VisitRuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(client, wang, time_machine):
    """Who is listed for the officer of the village."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(wang)

    def listed(name: str, **asked) -> list[int]:
        answer = client.get(f"/api/v1/{name}/", asked)
        assert answer.status_code == 200, answer.content
        return [row["id"] for row in answer.json()["results"]]

    return listed


class TestEquipment:
    def test_by_key_point_kind_and_place(self, ids, village):
        alarm = EquipmentFactory(key_point__area=village)
        camera = EquipmentFactory(
            key_point__area=village, kind=EquipmentKindFactory(code="camera_x")
        )

        assert ids("equipment", kind=camera.kind_id) == [camera.pk]
        assert ids("equipment", key_point=alarm.key_point_id) == [alarm.pk]
        assert set(ids("equipment", area=village.pk)) == {alarm.pk, camera.pk}

    def test_by_what_is_due_failed_or_gone(self, ids, village):
        here = {"key_point__area": village}
        fine = EquipmentFactory(**here, state="working", tested_on=TODAY)
        failed = EquipmentFactory(**here, state="failed", tested_on=TODAY)
        late = EquipmentFactory(**here, due_on=TODAY - timedelta(days=1))
        gone = EquipmentFactory(**here, state="failed", tested_on=TODAY,
                                removed_on=TODAY)  # fmt: skip

        assert ids("equipment", state="working") == [fine.pk]
        assert ids("equipment", state="failed") == [failed.pk]
        assert ids("equipment", state="overdue") == [late.pk]
        assert ids("equipment", state="removed") == [gone.pk]
        assert ids("equipment", due_before=TODAY.isoformat()) == [late.pk]

    def test_elsewhere_is_not_listed_nor_named(self, ids, client):
        there = EquipmentFactory(key_point__area=CommunityFactory())

        assert ids("equipment", key_point=there.key_point_id) == []
        answer = client.get("/api/v1/equipment/", {"area": there.area_id})
        assert answer.status_code == 400


class TestPlans:
    """Rules, campaigns and seasons take the names of their pages' filters."""

    def test_rules(self, ids, village):
        now = VisitRuleFactory(area=village)
        past = VisitRuleFactory(
            area=village, kind="tenure_rented", until_on=date(2026, 2, 1)
        )

        assert ids("visit-rules", area=village.pk, state="current") == [now.pk]
        assert ids("visit-rules", area=village.pk, state="ended") == [past.pk]
        assert ids("visit-rules", area=village.pk, kind="tenure_rented") == [past.pk]

    def test_campaigns(self, ids, village):
        running = CampaignFactory(area=village)
        ended = CampaignFactory(area=village, name="冬防", ended_at=NOW)

        assert ids("campaigns", search="冬防") == [ended.pk]
        assert ids("campaigns", state="running") == [running.pk]
        assert ids("campaigns", theme="million", area=village.pk)

    def test_crop_seasons(self, ids, village):
        now = CropSeasonFactory(area=village)
        spring = CropSeasonFactory(
            area=village, crop="春播洋葱", from_day="03-01", until_day="04-10"
        )

        assert ids("crop-seasons", search="洋葱") == [spring.pk]
        assert ids("crop-seasons", area=village.pk, on="now") == [now.pk]
