"""The record of an inspection on paper: everything one may see, small and signed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.actions import inspections as actions
from households.papers import inspections as paper
from households.workflow.inspections import Result
from station.actions import attachments
from station.models import AccessRecord, Attachment
from station.roles import Role
from tests.factories import (
    NOW,
    ChecklistFactory,
    CommunityFactory,
    UnitFactory,
    officer,
    person,
)
from tests.households.test_api_writes import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


def stored():
    return attachments.store_picture(picture().read())


@pytest.fixture
def inspection(village, wang):
    """Two faults, one of them with photos, signed on the screen."""
    checklist = ChecklistFactory()
    unit = UnitFactory(address__community=village)
    findings = [
        actions.Finding(
            item,
            Result.OK if item.code == "exits" else Result.FAULT,
            "压力不足" if item.code == "extinguishers" else "",
            [stored(), stored()] if item.code == "extinguishers" else [],
        )
        for item in checklist.items.all()
    ]
    return actions.record(
        unit=unit,
        checklist=checklist,
        report=actions.Report(
            findings=findings,
            started_at=NOW,
            id_shown=True,
            person_in_charge="秦大妈",
            signature=stored(),
        ),
        by=wang,
        at=NOW,
    )


def written(inspection, user) -> dict:
    """What is handed to the layout."""
    return paper._data(inspection, user)


class TestPaper:
    def test_holds_items_hazards_photos_and_signature(self, inspection, wang):
        data = written(inspection, wang)

        lines = [line for _title, found in data["sections"] for line in found]
        assert [line["is_fault"] for line in lines] == [True, True, False]
        assert lines[1]["remark"] == "压力不足"
        assert len(data["hazards"]) == 2
        assert all(row["deadline"] for row in data["hazards"])
        assert len(data["photos"]) == 2
        assert data["signed"]
        assert wang.badge_number in data["officers"][0]

    def test_is_drawn(self, inspection, wang):
        assert paper.render(inspection, user=wang).startswith(b"%PDF")

    def test_keeps_to_the_small_photos(self, inspection, wang, monkeypatch):
        monkeypatch.setattr(paper, "MOST_PHOTOS", 1)

        data = written(inspection, wang)

        assert (len(data["photos"]), data["left_out"]) == (1, 1)

    def test_is_drawn_without_a_photo_that_is_lost(self, inspection, wang):
        for row in Attachment.objects.all():
            attachments.path_of(row.thumbnail_name).unlink()

        data = written(inspection, wang)

        assert (data["photos"], data["signed"]) == ([], None)
        assert paper.render(inspection, user=wang).startswith(b"%PDF")

    def test_costs_few_queries(self, inspection, wang):
        with CaptureQueriesContext(connection) as caught:
            written(inspection, wang)

        assert len(caught) <= 14


class TestPage:
    def test_prints_and_writes_it_down(self, client, inspection, wang):
        client.force_login(wang)

        answer = client.get(
            reverse("households:inspection_paper", args=[inspection.pk])
        )

        assert answer.content.startswith(b"%PDF")
        assert answer["Cache-Control"] == "no-store"
        assert AccessRecord.objects.filter(act="print").count() == 1

    def test_is_offered_to_who_may(self, client, inspection, wang, village):
        url = reverse("households:inspection_paper", args=[inspection.pk])
        client.force_login(wang)
        assert url in client.get(inspection.get_absolute_url()).content.decode()

        client.force_login(person(Role.AUXILIARY_OFFICER, village))
        assert url not in client.get(inspection.get_absolute_url()).content.decode()
        assert client.get(url).status_code == 404

    def test_elsewhere_it_is_not_there(self, client, inspection):
        client.force_login(officer(CommunityFactory()))
        url = reverse("households:inspection_paper", args=[inspection.pk])

        assert client.get(url).status_code == 404
