"""The verbs of messages, hand-overs, offices and limits over REST."""

import pytest

from households.actions import messages
from households.models import MessageLimit, Office
from tests.factories import NOW, OfficeFactory, officer, person
from tests.households.inbox import card_of, office_of, received

pytestmark = pytest.mark.django_db


class Api:
    """Somebody's session."""

    def __init__(self, client, user):
        client.force_login(user)
        self.client = client

    def post(self, path, body=None, method="post"):
        return getattr(self.client, method)(
            f"/api/v1/{path}", body or {}, content_type="application/json"
        )

    def get(self, path):
        return self.client.get(f"/api/v1/{path}").json()


@pytest.fixture
def api(client, wang):
    return Api(client, wang)


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


@pytest.fixture
def message(card, time_machine):
    time_machine.move_to(NOW, tick=False)
    return received(card)


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


class TestVerbs:
    def do(self, api, message, verb, **body):
        message.refresh_from_db()
        known = {} if verb in {"unmerge"} else {"version": message.version}
        return api.post(f"messages/{message.pk}/{verb}/", known | body)

    def test_pause_and_resume(self, api, message):
        paused = self.do(api, message, "pause", text="在哪里?")
        resumed = self.do(api, message, "resume")

        assert paused.json()["status"] == "paused"
        assert paused.json()["stopped_at"]
        assert resumed.json()["status"] == "new"
        assert resumed.json()["due_explained"]

    def test_refer_and_record_the_answer(self, api, message, village):
        office = office_of(village)
        made = self.do(api, message, "refer", office=office.pk, asked="请核实")
        again = self.do(api, message, "refer", office=office.pk, asked="请核实")
        listed = api.get("referrals/?status=waiting")["results"]
        back = api.post(
            f"messages/{message.pk}/record-referral-answer/", {"text": "已办"}
        )

        assert made.status_code == 201, made.json()
        assert (made.json()["asked"], made.json()["office"]["id"]) == (
            "请核实",
            office.pk,
        )
        assert again.status_code == 409
        assert [row["id"] for row in listed] == [made.json()["id"]]
        assert back.json()["status"] == "new"

    def test_take_a_referral_back(self, api, message, village):
        made = self.do(api, message, "refer", office=office_of(village).pk, asked="x")
        body = {"reason": "送错", "version": made.json()["version"]}
        back = api.post(f"referrals/{made.json()['id']}/withdraw/", body)

        assert back.json()["status"] == "withdrawn"

    def test_refer_to_a_foreign_office_is_not_there(self, api, message):
        answer = self.do(
            api, message, "refer", office=OfficeFactory().pk, asked="请核实"
        )

        assert answer.status_code == 400
        assert "office" in answer.json()["errors"] or "office" in str(answer.json())

    def test_merge_and_unmerge(self, api, message, card):
        other = received(card, n=2)
        merged = self.do(api, other, "merge", into=message.pk)
        lead = api.get(f"messages/{message.pk}/")
        apart = self.do(api, other, "unmerge", reason="两回事")

        assert merged.json()["merged_into"]["id"] == message.pk
        assert [row["id"] for row in lead["merged"]] == [other.pk]
        assert apart.json()["status"] == "new"

    def test_reopen_needs_an_end_and_a_reason(self, api, message, wang):
        too_early = self.do(api, message, "reopen", reason="x")
        messages.answer(message=message, by=wang, text="好", at=NOW)
        reopened = self.do(api, message, "reopen", reason="答错了")

        assert too_early.status_code == 409
        assert reopened.json()["reopened_times"] == 1

    def test_close_names_only_what_was_made_of_it(self, api, message):
        answer = self.do(api, message, "close", handled_by="households.visit:1")

        assert answer.status_code == 409

    def test_a_stale_version_is_412(self, api, message):
        body = {"version": 9, "text": "x"}

        assert api.post(f"messages/{message.pk}/pause/", body).status_code == 412

    def test_are_not_there_out_of_scope(self, client, message):
        stranger = Api(client, officer())
        for verb in ("pause", "resume", "refer", "merge", "unmerge", "reopen"):
            answer = stranger.post(f"messages/{message.pk}/{verb}/", {"version": 1})
            assert answer.status_code == 404, verb

    def test_lists_narrow_to_the_unsatisfied(self, api, message, card, wang):
        other = received(card, n=2)
        messages.answer(message=message, by=wang, text="好", at=NOW)
        type(message).objects.filter(pk=message.pk).update(satisfaction="not")

        found = api.get("messages/?satisfaction=not")["results"]

        assert [row["id"] for row in found] == [message.pk]
        assert other.pk not in {row["id"] for row in found}


class TestOffices:
    def test_are_added_and_changed_by_the_chief(self, client, chief, village):
        api = Api(client, chief)
        body = {
            "station": village.parent.parent.pk,
            "kind": "justice",
            "title": "司法所",
        }
        made = api.post("message-offices/", body)
        changed = api.post(
            f"message-offices/{made.json()['id']}/",
            {"usual_days": 9, "version": 1},
            method="patch",
        )

        assert made.status_code == 201, made.json()
        assert changed.json()["usual_days"] == 9
        assert Office.objects.get().version == 2

    def test_are_read_but_not_added_by_an_officer(self, api, village):
        office = office_of(village)

        assert api.get("message-offices/")["results"][0]["id"] == office.pk
        assert api.post("message-offices/", {"title": "x"}).status_code == 403


class TestLimits:
    def test_are_decided_once_for_a_kind(self, client, chief, village):
        api = Api(client, chief)
        body = {
            "station": village.parent.parent.pk,
            "kind": "tip",
            "amount": 8,
            "unit": "hours",
        }
        first = api.post("message-limits/", body)
        second = api.post("message-limits/", body | {"amount": 6})

        assert first.status_code == second.status_code == 201, first.json()
        assert MessageLimit.objects.get().amount == 6
        assert api.get("message-limits/?kind=tip")["results"][0]["amount"] == 6

    def test_out_of_reason_are_refused(self, client, chief, village):
        body = {
            "station": village.parent.parent.pk,
            "kind": "tip",
            "amount": 0,
            "unit": "hours",
        }

        assert Api(client, chief).post("message-limits/", body).status_code == 400
