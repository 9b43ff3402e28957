"""Machines that are told of changes, and their calls."""

import factory
from factory.django import DjangoModelFactory

from station.models import Webhook, WebhookDelivery, WebhookTurn
from tests.factories.clock import NOW
from tests.factories.territory import TokenFactory, UserFactory


class WebhookFactory(DjangoModelFactory):
    class Meta:
        model = Webhook
        skip_postgeneration_save = True

    token = factory.SubFactory(TokenFactory)
    user = factory.SelfAttribute("token.user")
    name = "县局同步"
    address = "https://county.example.cn/in"
    secret = "geheim-" * 5
    state_at = NOW
    after_xid = 0
    after_event = 0
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def turn(self, create, extracted, **kwargs):
        WebhookTurn.objects.create(webhook=self, next_at=NOW)


class WebhookDeliveryFactory(DjangoModelFactory):
    class Meta:
        model = WebhookDelivery

    webhook = factory.SubFactory(WebhookFactory)
    kind = WebhookDelivery.Kind.CHANGES
    from_event = factory.Sequence(int)
    to_event = factory.Sequence(lambda n: n + 1)
    event_ids = factory.LazyAttribute(lambda call: [call.to_event])
    types = ["households"]
    count = 1
    state = WebhookDelivery.State.DONE
    settled_at = NOW
    attempts = 1
    last_status = 204
