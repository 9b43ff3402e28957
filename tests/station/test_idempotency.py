from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from households.models import FollowUp
from station.actions import idempotency
from station.actions.idempotency import KeyInFlight, KeyReused, digest, once
from station.models import IdempotencyKey
from tests.factories import HouseholdFactory, UserFactory, officer

URL = "/api/v1/follow-ups/"
ASKED = digest("POST", "/x/", "body")


def promise(household):
    """What is promised, due tomorrow."""
    due_at = timezone.now() + timedelta(days=1)
    return {
        "household": household.pk,
        "matter": "回访",
        "due_at": due_at.replace(microsecond=0).isoformat(),
    }


@pytest.mark.django_db
class TestOnce:
    def test_keeps_the_answer_for_the_second_time(self):
        user = UserFactory()
        with once(user=user, key="k", request_hash=ASKED) as first:
            first.keep("/households/1/")

        with once(user=user, key="k", request_hash=ASKED) as second:
            assert second.is_repeat
            assert second.body == "/households/1/"

    def test_seals_the_answer(self):
        with once(user=UserFactory(), key="k", request_hash=ASKED) as first:
            first.keep("女儿在兰州")

        assert "女儿" not in IdempotencyKey.objects.get().response

    def test_refuses_the_key_for_something_else(self):
        user = UserFactory()
        with once(user=user, key="k", request_hash=ASKED) as first:
            first.keep("done")

        with (
            pytest.raises(KeyReused),
            once(user=user, key="k", request_hash=digest("other")),
        ):
            pass

    def test_is_each_persons_own(self):
        for user in (UserFactory(), UserFactory()):
            with once(user=user, key="k", request_hash=ASKED) as answer:
                assert not answer.is_repeat
                answer.keep("done")

    def test_forgets_what_failed(self):
        user = UserFactory()
        with pytest.raises(ValueError, match="x"):
            self._fail(user)

        with once(user=user, key="k", request_hash=ASKED) as again:
            assert not again.is_repeat

    def _fail(self, user):
        with once(user=user, key="k", request_hash=ASKED) as answer:
            answer.keep("done")
            raise ValueError("x")

    def test_forgets_after_three_days(self):
        with once(user=UserFactory(), key="k", request_hash=ASKED) as answer:
            answer.keep("done")

        idempotency.forget(at=timezone.now() + timedelta(hours=71))
        assert IdempotencyKey.objects.exists()
        idempotency.forget(at=timezone.now() + timedelta(hours=73))
        assert not IdempotencyKey.objects.exists()

    def test_parts_do_not_run_into_each_other(self):
        assert digest("ab", "c") != digest("a", "bc")


@pytest.mark.django_db
class TestHeader:
    @pytest.fixture
    def household(self, village):
        return HouseholdFactory(community=village)

    @pytest.fixture
    def api(self, client, household):
        client.force_login(officer(household.area))
        return client

    def post(self, api, body, key="k1"):
        return api.post(
            URL,
            body,
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )

    def test_gives_the_same_answer_twice_and_works_once(self, api, household):
        body = promise(household)

        first, second = self.post(api, body), self.post(api, body)

        assert first.status_code == second.status_code == 201
        assert first.json() == second.json()
        assert FollowUp.objects.count() == 1

    def test_other_payload_is_422(self, api, household):
        body = promise(household)
        self.post(api, body)

        answer = self.post(api, body | {"matter": "x"})

        assert answer.status_code == 422
        assert answer.json()["code"] == "idempotency_key_reused"

    def test_a_refusal_is_not_kept(self, api, household):
        self.post(api, promise(household) | {"matter": ""})

        assert self.post(api, promise(household)).status_code == 201

    @pytest.mark.parametrize("key", ["x" * 81, "ключ".encode().decode("latin-1")])
    def test_a_strange_key_is_400(self, api, household, key):
        assert self.post(api, promise(household), key=key).status_code == 400


@pytest.mark.django_db(transaction=True)
class TestTwins:
    def test_fifty_at_once_make_one_row_and_say_the_same(self):
        household = HouseholdFactory()
        browser = Client()
        browser.force_login(officer(household.area))
        body = promise(household)

        def send(_number):
            client = Client()
            client.cookies = browser.cookies
            try:
                return client.post(
                    URL,
                    body,
                    content_type="application/json",
                    headers={"Idempotency-Key": "one"},
                )
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(50)))

        assert FollowUp.objects.count() == 1
        assert {answer.status_code for answer in answers} <= {201, 409}
        made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
        assert made == {FollowUp.objects.get().pk}

    def test_the_second_waits_no_longer_than_its_patience(self, monkeypatch):
        monkeypatch.setattr(idempotency, "PATIENCE", 0.1)
        user = UserFactory()

        def second():
            try:
                with once(user=user, key="k", request_hash=ASKED):
                    return "done"
            except KeyInFlight as error:
                return error.code
            finally:
                connections.close_all()

        with (
            once(user=user, key="k", request_hash=ASKED),
            ThreadPoolExecutor(1) as pool,
        ):
            assert pool.submit(second).result() == "request_in_flight"
