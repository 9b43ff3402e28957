"""Papers of disputes."""

import factory

from tests.factories.clock import NOW
from tests.factories.disputes import DisputeFactory
from tests.factories.territory import UserFactory


class PaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputePaper"

    dispute = factory.SubFactory(DisputeFactory)
    kind = "rights"
    ordinal = 1
    happened_at = NOW
    text = "双方均已阅读。"
    made_by = factory.SubFactory(UserFactory)
