"""Records that come over REST with their photos or a signature, in one request."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from households.models import (
    EquipmentTest,
    GuardianConsent,
    Hazard,
    Inspection,
    JointAction,
    Liaison,
)
from station.models import Attachment
from tests import factories as make
from tests.households.test_api_inspections import whole
from tests.households.test_api_writes import picture


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def api(wang):
    client = APIClient()
    client.force_login(wang)
    return client


def send(client, path: str, data: dict, **headers):
    return client.post(f"/api/v1/{path}/", data, format="multipart", **headers)


def kept_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def attached() -> list[tuple[str, str]]:
    return [(row.kind, row.subject) for row in Attachment.objects.order_by("pk")]


class TestTalk:
    @pytest.fixture
    def talk(self, village, wang) -> dict:
        contact = make.LiaisonContactFactory(area=village, responsible=wang)
        return {"contact": contact.pk, "way": "in_person", "about": "年前排查"}

    def test_comes_with_photos_and_what_was_agreed(self, api, talk):
        until = (timezone.localdate() + timedelta(days=2)).isoformat()
        agreed = json.dumps([{"what": "报修", "until_on": until}])

        sent = {**talk, "agreed": agreed, "photos": [picture(), picture()]}
        answer = send(api, "liaisons", sent)

        assert answer.status_code == 201, answer.content
        assert [item["what"] for item in answer.json()["items"]] == ["报修"]
        subject = f"households.liaison:{answer.json()['id']}"
        assert attached() == [("photo", subject)] * 2

    def test_may_still_come_as_json(self, api, talk):
        answer = api.post("/api/v1/liaisons/", talk, format="json")

        assert answer.status_code == 201
        assert attached() == []

    def test_that_is_refused_leaves_no_file(self, api, talk, media):
        tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

        sent = {**talk, "talked_at": tomorrow, "photos": [picture()]}
        answer = send(api, "liaisons", sent)

        assert (answer.status_code, answer.json()["code"]) == (409, "future")
        assert kept_files(media) == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("agreed", "报修"),
            ("agreed", '[{"what": "报修"}'),
            ("agreed", "[NaN]"),
            ("agreed", '[{"what": "报\\u0000修", "until_on": "2026-11-30"}]'),
            ("photos", [SimpleUploadedFile("x.jpg", b"<svg/>")]),
            ("photos", "photo.jpg"),
            ("colour", "red"),
        ],
    )
    def test_with_a_fault_is_refused(self, api, talk, media, name, value):
        answer = send(api, "liaisons", {**talk, name: value})

        assert answer.status_code == 400
        assert not Liaison.objects.exists()
        assert kept_files(media) == []

    def test_takes_nine_photos_at_most(self, api, talk):
        photos = [picture() for _n in range(10)]

        assert send(api, "liaisons", {**talk, "photos": photos}).status_code == 400

    def test_sent_twice_is_kept_once(self, api, talk):
        key = {"HTTP_IDEMPOTENCY_KEY": "talk-1"}

        answers = [
            send(api, "liaisons", {**talk, "photos": [picture()]}, **key)
            for _n in range(2)
        ]
        other = send(api, "liaisons", {**talk, "photos": [picture()] * 2}, **key)

        assert [answer.status_code for answer in answers] == [201, 201]
        assert other.status_code == 422
        assert len(attached()) == Liaison.objects.count() == 1


class TestEquipment:
    def test_is_tested_with_a_photo(self, api, village):
        found = make.EquipmentFactory(key_point__area=village)
        sent = {"works": "false", "note": "线断了", "version": 1}

        path = f"equipment/{found.pk}/test"
        answer = send(api, path, {**sent, "photos": [picture()]})

        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "failed"
        test = EquipmentTest.objects.get()
        assert attached() == [("photo", f"households.equipmenttest:{test.pk}")]

    def test_of_another_village_is_not_there(self, api, media):
        found = make.EquipmentFactory()
        sent = {"works": "true", "version": 1, "photos": [picture()]}

        assert send(api, f"equipment/{found.pk}/test", sent).status_code == 404
        assert kept_files(media) == []

    def test_read_before_somebody_else_saved_is_stale(self, api, village, media):
        found = make.EquipmentFactory(key_point__area=village, version=3)
        sent = {"works": "true", "version": 2, "photos": [picture()]}

        assert send(api, f"equipment/{found.pk}/test", sent).status_code == 412
        assert kept_files(media) == []


class TestJointAction:
    def test_ends_with_its_photos(self, api, village):
        joint = make.JointActionFactory(alliance__area=village)
        today = timezone.localdate().isoformat()
        sent = {"result": "清查 12 家", "done_on": today, "version": 1}

        path = f"joint-actions/{joint.pk}/finish"
        answer = send(api, path, {**sent, "found_count": 2, "photos": [picture()]})

        assert answer.status_code == 200, answer.content
        assert (answer.json()["status"], answer.json()["found_count"]) == ("done", 2)
        assert attached() == [("photo", f"households.jointaction:{joint.pk}")]

    def test_that_is_settled_takes_no_more(self, api, village, media):
        joint = make.JointActionFactory(alliance__area=village, status="dropped")
        today = timezone.localdate().isoformat()
        sent = {"result": "清查", "done_on": today, "version": 1}

        path = f"joint-actions/{joint.pk}/finish"
        answer = send(api, path, {**sent, "photos": [picture()]})

        assert answer.status_code == 409
        assert JointAction.objects.get().result == ""
        assert kept_files(media) == []


class TestInspection:
    @pytest.fixture
    def report(self, village) -> dict:
        unit = make.UnitFactory(
            address__community=village, venue_kind=make.VenueKindFactory()
        )
        found = whole(unit, make.ChecklistFactory(), "exits")
        del found["unsigned"]
        return {**found, "findings": json.dumps(found["findings"])}

    def test_is_signed_by_who_is_in_charge(self, api, report):
        sent = {**report, "person_in_charge": "秦大妈", "signature": picture()}

        answer = send(api, "inspections", sent)

        assert answer.status_code == 201, answer.content
        made = Inspection.objects.get()
        assert (made.unsigned, made.person_in_charge) == ("", "秦大妈")
        assert made.fault_count == 1
        assert attached() == [("signature", f"households.inspection:{made.pk}")]

    def test_names_several_companions(self, api, report, village):
        both = [make.officer(village).pk for _n in range(2)]

        answer = send(
            api, "inspections", {**report, "companions": both, "unsigned": "absent"}
        )

        assert {one["id"] for one in answer.json()["companions"]} == set(both)

    def test_is_signed_or_says_why_not(self, api, report):
        answer = send(api, "inspections", report)

        assert (answer.status_code, answer.json()["code"]) == (409, "unsigned")

    def test_that_is_refused_keeps_no_signature(self, api, report, media):
        sent = {**report, "id_shown": "false", "signature": picture()}

        assert send(api, "inspections", sent).status_code == 409
        assert kept_files(media) == []

    def test_takes_no_signature_that_is_no_picture(self, api, report):
        sent = {**report, "signature": SimpleUploadedFile("s.png", b"x")}

        assert send(api, "inspections", sent).status_code == 400


class TestHazard:
    @pytest.fixture
    def hazard(self, village, wang):
        unit = make.UnitFactory(address__community=village)
        return make.HazardFactory(unit=unit, found_by=wang)

    def test_is_reported_with_photos(self, api, village):
        unit = make.UnitFactory(address__community=village)
        day = (timezone.localdate() + timedelta(days=7)).isoformat()
        sent = {"unit": unit.pk, "what": "堵塞通道", "severity": "serious"}

        answer = send(
            api, "hazards", {**sent, "deadline_on": day, "photos": [picture()]}
        )

        assert answer.status_code == 201, answer.content
        assert attached() == [("photo", f"households.hazard:{answer.json()['id']}")]

    def test_that_is_refused_leaves_no_file(self, api, village, media):
        unit = make.UnitFactory(address__community=village)
        sent = {"unit": unit.pk, "what": "堵塞通道", "severity": "serious"}

        late = {**sent, "deadline_on": "2020-01-01", "photos": [picture()]}

        assert send(api, "hazards", late).status_code == 409
        assert kept_files(media) == []

    def test_notice_is_signed(self, api, hazard):
        sent = {"received_by": "秦大妈", "signature": picture()}

        answer = send(api, f"hazards/{hazard.pk}/notify", sent)

        assert answer.status_code == 200, answer.content
        assert [kind for kind, _subject in attached()] == ["signature"]

    def test_is_looked_at_again_with_a_photo(self, api, hazard):
        Hazard.objects.update(status="reported")
        sent = {"is_gone": "true", "version": 1, "photos": [picture()]}

        answer = send(api, f"hazards/{hazard.pk}/reinspect", sent)

        assert answer.status_code == 200, answer.content
        assert answer.json()["status"] == "closed"
        assert [kind for kind, _subject in attached()] == ["photo"]

    def test_goes_to_somebody_who_serves_there(self, api, hazard, village):
        path = f"/api/v1/hazards/{hazard.pk}/reassign/"
        li, stranger = make.officer(village), make.officer(make.CommunityFactory())

        refused = api.post(path, {"to": stranger.pk, "version": 1}, format="json")
        done = api.post(path, {"to": li.pk, "version": 1}, format="json")

        assert refused.status_code == 400
        assert done.json()["assigned_to"]["id"] == li.pk


class TestConsent:
    @pytest.fixture
    def asked(self, village) -> dict:
        child = make.ResidentFactory(
            household=make.HouseholdFactory(community=village),
            birth_date=date(2020, 1, 1),
        )
        return {"resident": child.pk, "guardian_name": "张奶奶", "relation": "mother"}

    def test_is_signed_on_the_screen(self, api, asked):
        sent = {**asked, "way": "screen", "signature": picture()}

        answer = send(api, "guardian-consents", sent)

        assert answer.status_code == 201, answer.content
        [(kind, subject)] = attached()
        assert kind == "signature"
        assert subject == f"households.guardianconsent:{answer.json()['id']}"

    def test_is_given_on_paper(self, api, asked):
        sent = {**asked, "way": "paper", "photos": [picture()]}

        assert send(api, "guardian-consents", sent).status_code == 201
        assert [kind for kind, _subject in attached()] == ["paper"]

    @pytest.mark.parametrize("way", ["paper", "screen"])
    def test_without_its_proof_is_refused(self, api, asked, way):
        answer = send(api, "guardian-consents", {**asked, "way": way})

        assert (answer.status_code, answer.json()["code"]) == (409, "no_proof")

    @pytest.mark.parametrize(
        ("way", "name"), [("paper", "signature"), ("screen", "photos")]
    )
    def test_with_the_proof_of_the_other_way_is_refused(self, api, asked, way, name):
        answer = send(api, "guardian-consents", {**asked, "way": way, name: picture()})

        assert set(answer.json()["errors"]) == {name}
        assert not GuardianConsent.objects.exists()
