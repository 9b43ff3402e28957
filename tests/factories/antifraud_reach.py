"""Published lists of scam types."""

from datetime import date

import factory


class ScamListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.ScamList"

    code = factory.Sequence(lambda n: f"list-{n}")
    title_zh = "高发电信网络诈骗类型"
    title_en = "Frequent types of fraud"
    published_on = date(2024, 6, 25)
    publisher = "公安部"
    source = "公安部公布,据转载"
    mark = "S"
    is_whole = False
