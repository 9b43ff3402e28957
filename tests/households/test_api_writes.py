import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from households.models import (
    Address,
    CardHandover,
    FollowUp,
    Household,
    Housing,
    ImportFinding,
    Resident,
    Unit,
    Visit,
)
from station.models import AccessRecord, Area, Attachment
from station.roles import Role
from tests.factories import (
    AddressFactory,
    CardFactory,
    CommunityFactory,
    FollowUpFactory,
    GridFactory,
    HouseholdFactory,
    MatchFactory,
    MessageFactory,
    RegisterImportFactory,
    ResidentFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db

ID_NUMBER = "620724195008130019"


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


class Api:
    """JSON to an address below /api/v1/, and the answer."""

    def __init__(self, client, user):
        self.client, self.user = client, user
        client.force_login(user)

    def post(self, path, body=None, **headers):
        return self.client.post(
            f"/api/v1/{path}",
            body or {},
            content_type="application/json",
            headers=headers,
        )

    def patch(self, path, body):
        return self.client.patch(
            f"/api/v1/{path}", body, content_type="application/json"
        )

    def get(self, path):
        return self.client.get(f"/api/v1/{path}")


@pytest.fixture
def api(client, village):
    """The village's officer at the API."""
    return Api(client, officer(village))


def moment(**later):
    """An instant some time from now, as it stands in JSON."""
    found = timezone.now().replace(microsecond=0) + timedelta(**later)
    return found.isoformat()


def picture():
    """A small photo as a phone would send it."""
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(body, "JPEG")
    body.seek(0)
    body.name = "photo.jpg"
    return body


class TestAreas:
    def test_officers_add_grids(self, api, village):
        answer = api.post(
            "areas/", {"parent": village.pk, "kind": "grid", "name": "第一网格"}
        )

        assert answer.status_code == 201
        assert answer["Location"].endswith(f"/api/v1/areas/{answer.json()['id']}/")
        assert Area.objects.get(pk=answer.json()["id"]).parent == village

    def test_not_below_somebody_elses_village(self, api):
        answer = api.post(
            "areas/", {"parent": CommunityFactory().pk, "kind": "grid", "name": "x"}
        )

        assert list(answer.json()["errors"]) == ["parent"]

    def test_rules_are_told_as_409(self, api, village):
        answer = api.post(
            "areas/", {"parent": village.pk, "kind": "county", "name": "x"}
        )

        assert answer.status_code == 409
        assert answer.json()["code"]

    def test_are_renamed_and_retired(self, api, village):
        grid = GridFactory(parent=village)

        named = api.patch(f"areas/{grid.pk}/", {"name": "东网格", "version": 1})
        retired = api.post(f"areas/{grid.pk}/retire/", {"reason": "merged"})

        assert named.json()["name"] == "东网格"
        assert retired.json()["is_active"] is False


class TestRegister:
    def test_refuses_half_a_position(self, api, village):
        door = {"area": village.pk, "door": "8号"}
        row = AddressFactory(community=village)

        made = api.post("addresses/", door | {"latitude": 34.5})
        moved = api.patch(f"addresses/{row.pk}/", {"version": 1, "longitude": 105.7})

        for answer in (made, moved):
            assert answer.status_code == 409
            assert answer.json()["code"] == "half_position"
        assert Address.objects.get() == row

    def test_grows_from_the_address_to_the_resident(self, api, village):
        address = api.post("addresses/", {"area": village.pk, "door": "8号"}).json()
        home = api.post("households/", {"address": address["id"]}).json()
        answer = api.post(
            "residents/",
            {
                "household": home["id"],
                "name": "张建国",
                "relation": "head",
                "id_number": ID_NUMBER,
                "phone": "13812345678",
            },
        )

        assert answer.status_code == 201, answer.json()
        assert "*" in answer.json()["id_number_masked"]
        assert ID_NUMBER not in answer.content.decode()
        resident = Resident.objects.get()
        assert (resident.id_number, resident.birth_date.year) == (ID_NUMBER, 1950)
        assert Address.objects.count() == Household.objects.count() == 1

    def test_changes_only_what_is_named(self, api, household):
        resident = ResidentFactory(household=household, employer="粮站", note="耳背")

        answer = api.patch(
            f"residents/{resident.pk}/", {"ethnicity": "回族", "version": 1}
        )

        resident.refresh_from_db()
        assert answer.status_code == 200, answer.json()
        assert (resident.ethnicity, resident.employer) == ("回族", "粮站")
        assert resident.note == "耳背"
        assert resident.version == 2

    def test_moves_people(self, api, household, village):
        resident = ResidentFactory(household=household)
        other = HouseholdFactory(community=village)

        answer = api.post(
            f"residents/{resident.pk}/move/",
            {
                "household": other.pk,
                "relation": "other",
                "moved_on": timezone.localdate().isoformat(),
                "version": 1,
            },
        )

        assert answer.json()["household"]["id"] == other.pk
        assert answer.json()["past_residences"][0]["household"]["id"] == household.pk

    def test_lets_households_leave(self, api, household):
        day = timezone.localdate().isoformat()

        answer = api.post(
            f"households/{household.pk}/leave/", {"left_on": day, "version": 1}
        )

        assert answer.json()["left_on"] == day

    def test_keeps_units(self, api, village):
        address = AddressFactory(community=village)
        made = api.post(
            "units/", {"address": address.pk, "name": "小卖部", "kind": "shop"}
        )
        edited = api.patch(
            f"units/{made.json()['id']}/", {"staff_count": 2, "version": 1}
        )
        closed = api.post(
            f"units/{made.json()['id']}/close/",
            {"closed_on": timezone.localdate().isoformat(), "version": 2},
        )

        assert edited.json()["staff_count"] == 2
        assert closed.json()["closed_on"]
        assert Unit.objects.get().name == "小卖部"

    def test_describes_housing(self, api, village):
        address = AddressFactory(community=village)

        answer = api.post(
            "housing/", {"address": address.pk, "tenure": "rented", "version": 0}
        )

        assert answer.status_code == 201, answer.json()
        assert Housing.objects.get().tenure == "rented"

    def test_takes_no_field_it_was_not_made_for(self, api, household):
        before = Household.objects.values().get()

        for field in ("station", "area", "left_on", "head_sort", "id", "updated_at"):
            answer = api.patch(
                f"households/{household.pk}/", {field: "1", "version": 1}
            )
            assert answer.status_code == 400, field

        assert Household.objects.values().get() == before


class TestReveal:
    def test_shows_the_whole_number_and_writes_it_down(self, api, household):
        resident = ResidentFactory.build(household=household)
        resident.area, resident.station = household.area, household.station
        resident.write_id_number(ID_NUMBER)
        resident.save()

        answer = api.post(
            f"residents/{resident.pk}/reveal/",
            {"field": "id_number", "purpose": "verify"},
        )

        assert answer.json() == {"field": "id_number", "value": ID_NUMBER}
        assert answer["Cache-Control"] == "no-store"
        record = AccessRecord.objects.get(act="reveal")
        assert (record.actor, record.purpose) == (api.user, "verify")

    def test_is_written_down_each_time_whatever_the_key(self, api, household):
        resident = ResidentFactory(
            household=household, phone="13812345678", phone_index=b"i" * 32
        )

        for _ in range(2):
            api.post(
                f"residents/{resident.pk}/reveal/",
                {"field": "phone", "purpose": "verify"},
                **{"Idempotency-Key": "same"},
            )

        assert AccessRecord.objects.filter(act="reveal").count() == 2

    def test_asks_what_for(self, api, household):
        resident = ResidentFactory(household=household)

        answer = api.post(f"residents/{resident.pk}/reveal/", {"field": "phone"})

        assert list(answer.json()["errors"]) == ["purpose"]

    @pytest.mark.parametrize("role", [Role.AUXILIARY_OFFICER, Role.API_CLIENT])
    def test_is_not_for_everybody(self, role, client, household):
        resident = ResidentFactory(household=household)
        api = Api(client, person(role, household.area))

        answer = api.post(
            f"residents/{resident.pk}/reveal/",
            {"field": "phone", "purpose": "verify"},
        )

        assert answer.status_code == 403


class TestVisits:
    def report(self, household, **more):
        return {
            "household": household.pk,
            "purpose": "routine",
            "outcome": "met",
            "visited_at": moment(minutes=-5),
            "others_met": "邻居",
            "learned": "女儿在兰州",
            "advice": ["fraud"],
        } | more

    def test_are_recorded_with_all_that_follows(self, api, household, village):
        card = CardFactory(area=village)
        owed = FollowUpFactory(household=household, assigned_to=api.user)

        answer = api.post(
            "visits/",
            self.report(
                household,
                promise={"matter": "送表格", "due_at": moment(days=2)},
                card={"card": card.pk},
                settles=owed.pk,
            ),
        )

        assert answer.status_code == 201, answer.json()
        assert answer.json()["learned"] == "女儿在兰州"
        owed.refresh_from_db()
        assert owed.status == "done"
        assert FollowUp.objects.open().count() == 1
        assert CardHandover.objects.get().card == card

    def test_by_an_auxiliary_wait_for_the_officer(self, client, household):
        helper = person(Role.AUXILIARY_OFFICER, household.area)
        made = Api(client, helper).post("visits/", self.report(household)).json()
        assert made["state"] == "draft"

        wang = Api(client, officer(household.area))
        back = wang.post(f"visits/{made['id']}/send-back/", {"note": "电话？"})
        seen = wang.post(f"visits/{made['id']}/confirm/", {"version": 2})

        assert back.status_code == 200
        assert seen.json()["state"] == "confirmed"

    def test_are_edited_and_corrected(self, api, household):
        made = api.post("visits/", self.report(household)).json()
        changed = {**self.report(household), "learned": "儿子在兰州", "version": 1}
        changed.pop("household")

        edited = api.patch(f"visits/{made['id']}/", changed)
        changed |= {"version": 2, "reason": "misheard", "learned": "孙子"}
        corrected = api.post(f"visits/{made['id']}/correct/", changed)

        assert edited.json()["learned"] == "儿子在兰州"
        assert corrected.json()["learned"] == "孙子"

    def test_people_met_must_be_known(self, api, household):
        stranger = ResidentFactory()

        answer = api.post("visits/", self.report(household, people_met=[stranger.pk]))

        assert list(answer.json()["errors"]) == ["people_met"]

    def test_take_photos(self, api, household, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        made = api.post("visits/", self.report(household)).json()

        answer = api.client.post(
            f"/api/v1/visits/{made['id']}/photos/", {"photos": [picture(), picture()]}
        )

        assert answer.status_code == 200, answer.json()
        photo = Attachment.objects.first()
        rows = api.get(f"attachments/?subject=households.visit:{made['id']}").json()
        assert len(rows["results"]) == 2
        file = api.get(f"attachments/{photo.pk}/content/")
        assert file["Content-Type"] == "image/jpeg"
        assert b"".join(file.streaming_content)[:2] == b"\xff\xd8"

    def test_take_photos_that_are_photos_only(self, api, household):
        made = api.post("visits/", self.report(household)).json()
        text = io.BytesIO(b"<svg/>")
        text.name = "photo.jpg"

        answer = api.client.post(
            f"/api/v1/visits/{made['id']}/photos/", {"photos": [text]}
        )

        assert answer.status_code == 400

    def test_are_not_recorded_next_door(self, api):
        answer = api.post("visits/", self.report(HouseholdFactory()))

        assert list(answer.json()["errors"]) == ["household"]
        assert not Visit.objects.exists()


class TestFollowUps:
    @pytest.fixture
    def owed(self, household, api):
        return FollowUpFactory(household=household, assigned_to=api.user)

    def test_are_moved_done_and_taken_back(self, api, owed):
        due = moment(days=3)
        moved = api.post(
            f"follow-ups/{owed.pk}/move/",
            {"due_at": due, "reason": "away", "version": 1},
        )
        done = api.post(f"follow-ups/{owed.pk}/done/", {"result": "ok", "version": 2})
        again = api.post(f"follow-ups/{owed.pk}/done/", {"version": 3})
        back = api.post(f"follow-ups/{owed.pk}/reopen/")

        assert moved.json()["version"] == 2
        assert (done.json()["status"], done.json()["result"]) == ("done", "ok")
        assert (again.status_code, again.json()["code"]) == (409, "settled")
        assert back.json()["status"] == "open"

    def test_are_cancelled_with_a_reason(self, api, owed):
        bare = api.post(f"follow-ups/{owed.pk}/cancel/", {"version": 1})
        told = api.post(
            f"follow-ups/{owed.pk}/cancel/", {"reason": "moved", "version": 1}
        )

        assert bare.status_code == 400
        assert told.json()["status"] == "cancelled"

    def test_are_handed_on(self, api, owed, village):
        colleague = officer(village)

        answer = api.post(
            f"follow-ups/{owed.pk}/reassign/", {"to": colleague.pk, "version": 1}
        )

        assert answer.json()["assigned_to"]["id"] == colleague.pk

    def test_of_others_are_404(self, api):
        owed = FollowUpFactory()

        answer = api.post(f"follow-ups/{owed.pk}/done/", {"result": "ok", "version": 1})

        assert answer.status_code == 404


class TestCards:
    def test_live_their_life(self, api, village, household):
        card = api.post("contact-cards/", {"area": village.pk}).json()
        twice = api.post("contact-cards/", {"area": village.pk})
        given = api.post(
            f"contact-cards/{card['id']}/hand-over/", {"household": household.pk}
        )
        new = api.post(f"contact-cards/{card['id']}/replace/", {"reason": "lost"})
        dead = api.post(f"contact-cards/{new.json()['id']}/revoke/", {"reason": "x"})

        assert twice.status_code == 409
        assert given.status_code == 201
        assert given.json()["household"]["id"] == household.pk
        assert new.json()["id"] != card["id"]
        assert dead.json()["status"] == "revoked"
        assert "token" not in str(card)


class TestMessages:
    @pytest.fixture
    def message(self, village):
        return MessageFactory(
            card=CardFactory(area=village), sender_phone="13812345678"
        )

    def test_are_answered_noted_and_closed(self, api, message):
        noted = api.post(f"messages/{message.pk}/note/", {"text": "问过电工"})
        answered = api.post(
            f"messages/{message.pk}/answer/",
            {"text": "明天来修", "version": noted.json()["version"]},
        )
        closed = api.post(
            f"messages/{message.pk}/close/",
            {"reason": "修好了", "version": answered.json()["version"]},
        )

        assert answered.json()["status"] == "answered", answered.json()
        assert closed.json()["status"] == "closed"
        assert [r["text"] for r in closed.json()["replies"]] == [
            "问过电工",
            "明天来修",
            "修好了",
        ]

    def test_are_handed_on(self, api, message, village):
        colleague = officer(village)

        answer = api.post(
            f"messages/{message.pk}/reassign/",
            {"to": colleague.pk, "version": message.version},
        )

        assert answer.json()["assigned_to"]["id"] == colleague.pk

    def test_tell_the_number_for_a_purpose(self, api, message):
        answer = api.post(f"messages/{message.pk}/reveal/", {"purpose": "service"})

        assert answer.json()["value"] == "13812345678"
        assert AccessRecord.objects.get(act="reveal").fields == "sender_phone"


class TestImports:
    def test_are_refused_at_the_door(self, client, village):
        chief = Api(client, person(Role.STATION_CHIEF, village.parent.parent))
        file = io.BytesIO(b"no workbook")
        file.name = "x.xlsx"

        answer = client.post(
            "/api/v1/register-imports/",
            {"area": village.parent.parent.pk, "file": file},
        )

        assert answer.status_code == 409, answer.json()
        assert chief.get("register-imports/").json()["results"] == []

    def test_tell_their_findings_masked(self, api):
        job = RegisterImportFactory(owner=api.user, step="preview", state="done")
        details = {"sheet": "表1", "value": ID_NUMBER, "says": "lower_x", "params": {}}
        for row in (4, 7):
            ImportFinding.objects.create(
                register_import=job,
                row=row,
                column="身份证号",
                code="id_bad_check",
                result="refused",
                details=json.dumps(details),
            )

        first = api.get(f"register-imports/{job.pk}/findings/?page_size=1").json()
        rest = api.get(
            f"register-imports/{job.pk}/findings/?after={first['after']}"
        ).json()

        assert [row["row"] for row in first["results"] + rest["results"]] == [4, 7]
        assert rest["after"] is None
        assert ID_NUMBER not in json.dumps(first)

    def test_are_thrown_away(self, api):
        job = RegisterImportFactory(owner=api.user, step="preview", state="done")

        answer = api.post(f"register-imports/{job.pk}/discard/")

        assert answer.json()["step"] == "discarded", answer.json()

    def test_of_others_are_404(self, api):
        job = RegisterImportFactory(step="preview", state="done")

        assert api.post(f"register-imports/{job.pk}/commit/").status_code == 404


class TestMatches:
    def test_are_decided_once(self, api, village, household):
        match = MatchFactory(
            resident=ResidentFactory(household=household),
            household=HouseholdFactory(community=village),
        )

        first = api.post(f"match-suggestions/{match.pk}/accept/", {"note": "asked"})
        second = api.post(f"match-suggestions/{match.pk}/reject/")

        assert first.json()["status"] == "accepted", first.json()
        assert (second.status_code, second.json()["code"]) == (409, "decided")


class TestPeople:
    def test_writes_ask_for_a_fresh_sign_in(self, client, village):
        lin = person(Role.STATION_CHIEF, village.parent.parent)
        lin.set_password("a long password of hers")
        lin.save()
        chief = Api(client, lin)

        answer = chief.post("users/", {"badge_number": "123456", "name": "李明"})

        assert answer.status_code == 403
        assert answer.json()["code"] == "sign_in_again"


def test_units_and_visits_of_others_stay_as_they_are(api):
    unit, visit = UnitFactory(), VisitFactory()

    assert api.patch(f"units/{unit.pk}/", {"version": 1}).status_code == 404
    assert api.post(f"visits/{visit.pk}/confirm/", {"version": 1}).status_code == 404
