"""A double tap on a form that ends with a secret: one is made, and it is shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from station.models import IdempotencyKey, ServiceToken, User, WallScreen, Webhook
from tests.factories import PostFactory, TokenFactory, UserFactory, WebhookFactory
from tests.factories import person as person_with
from tests.station.sign_in import PASSWORD, just_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client, village):
    user = person_with("station_chief", village.parent.parent)
    user.set_password(PASSWORD)
    user.save()
    just_signed_in(client, user)
    return user


@pytest.fixture
def token(village):
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role="api_client", area=village)
    return TokenFactory(user=machine)


def a_screen(token, village):
    return "wall_create", [], {"area": village.parent.parent.pk, "name": "大厅"}


def a_webhook(token, _village):
    said = {"name": "县局", "address": "https://county.example.cn/in"}
    return "webhook_create", [token.user_id], {
        **said, "token": token.pk, "most": 20, "start": "now",
    }  # fmt: skip


def a_new_secret(token, _village):
    hook = WebhookFactory(token=token)
    return "webhook_rotate", [hook.pk], {"version": hook.version}


def in_a_month():
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def a_key(token, _village):
    said = {"name": "统计", "expires_on": in_a_month(), "resources": ["visit"]}
    return "token_create", [token.user_id], said


def another_key(token, _village):
    ends = (timezone.localdate() + timedelta(days=7)).isoformat()
    return "token_rotate", [token.pk], {
        "expires_on": in_a_month(), "old_ends_on": ends,
    }  # fmt: skip


def an_account(_token, village):
    return "person_create", [], {
        "badge_number": "JH002", "name": "韩梅梅", "role": "auxiliary_officer",
        "area": village.pk, "from_on": timezone.localdate().isoformat(),
    }  # fmt: skip


SECRETS = {"address", "secret", "key", "password"}
FORMS = [a_screen, a_webhook, a_new_secret, a_key, another_key, an_account]


def secret_on(page):
    """What the page shows this once."""
    (found,) = {page.context.get(name) for name in SECRETS} - {None}
    assert found in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    return found


@pytest.mark.parametrize("form", FORMS)
class TestTappedTwice:
    @pytest.fixture
    def taps(self, client, chief, token, village, form):
        """The form as shown once and sent twice."""
        name, args, said = form(token, village)
        url = reverse(f"station:{name}", args=args)
        once = str(client.get(url).context["form"]["once"].value())
        before = self.made()
        return [client.post(url, {**said, "once": once}) for _ in range(2)], before

    def made(self):
        models = (WallScreen, Webhook, ServiceToken, User)
        return sum(model.objects.count() for model in models)

    def test_makes_one_and_shows_its_secret_both_times(self, taps, form):
        pages, before = taps

        first, second = (secret_on(page) for page in pages)

        assert first == second
        assert self.made() - before == (0 if form is a_new_secret else 1)
        if form is a_new_secret:
            assert Webhook.objects.get().secret == first
        if form is an_account:
            assert User.objects.get(badge_number="JH002").check_password(first)

    def test_keeps_the_secret_sealed_only(self, taps, form):
        pages, _before = taps
        secret = secret_on(pages[0]).rsplit("/", 2)[-2 if form is a_screen else -1]

        kept = IdempotencyKey.objects.get().response

        assert secret not in kept


def test_sent_with_something_else_nothing_is_told(client, chief, token, village):
    name, args, said = a_screen(token, village)
    url = reverse(f"station:{name}", args=args)
    once = str(client.get(url).context["form"]["once"].value())
    client.post(url, {**said, "once": once})

    page = client.post(url, {**said, "name": "门厅", "once": once})

    assert "address" not in page.context
    assert page.context["form"].errors
    assert WallScreen.objects.count() == 1
