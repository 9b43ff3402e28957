"""Areas, people and their posts."""

from datetime import UTC, date, datetime

import factory

from station import crypto
from station import models as station
from station.roles import Role


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Area

    class Params:
        step = factory.Sequence(lambda n: n + 1)

    kind = "community"
    name = factory.Sequence(lambda n: f"天城村{n}")
    short_name = factory.SelfAttribute("name")
    parent = None
    path = factory.LazyAttribute(
        lambda o: (o.parent.path if o.parent else "") + f"{o.step:08d}"
    )


class ProvinceFactory(AreaFactory):
    kind = "province"
    name = factory.Sequence(lambda n: f"甘肃省{n}")


class CountyFactory(AreaFactory):
    kind = "county"
    name = factory.Sequence(lambda n: f"高台县{n}")
    parent = factory.SubFactory(ProvinceFactory)


class StationFactory(AreaFactory):
    kind = "station"
    name = factory.Sequence(lambda n: f"罗城派出所{n}")
    parent = factory.SubFactory(CountyFactory)


class TownshipFactory(AreaFactory):
    kind = "township"
    name = factory.Sequence(lambda n: f"罗城镇{n}")
    code = factory.Sequence(lambda n: f"62{n:07d}")
    parent = factory.SubFactory(StationFactory)


class CommunityFactory(AreaFactory):
    kind = "community"
    parent = factory.SubFactory(TownshipFactory)


class GridFactory(AreaFactory):
    kind = "grid"
    name = factory.Sequence(lambda n: f"第{n}网格")
    parent = factory.SubFactory(CommunityFactory)


class OutlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Outline

    area = factory.SubFactory(CommunityFactory)
    polygons = [[[[99.81, 39.37], [99.83, 39.37], [99.82, 39.39], [99.81, 39.37]]]]
    corners = 3


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.User
        skip_postgeneration_save = True

    badge_number = factory.Sequence(lambda n: f"{n:06d}")
    name = "王建国"
    phone = "13900000001"
    password = "!"


class WallScreenFactory(factory.django.DjangoModelFactory):
    """A screen whose secret the test knows."""

    class Meta:
        model = station.WallScreen

    class Params:
        secret = factory.Sequence(lambda n: f"secret-of-wall-screen-{n}")

    area = factory.SubFactory(StationFactory)
    name = "值班室"
    token_hash = factory.LazyAttribute(lambda o: crypto.fingerprint(o.secret))
    made_by = factory.LazyAttribute(lambda o: person(Role.STATION_CHIEF, o.area))


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Post

    user = factory.SubFactory(UserFactory)
    role = Role.COMMUNITY_OFFICER
    area = factory.SubFactory(CommunityFactory)
    from_on = date(2020, 1, 1)


class TokenFactory(factory.django.DjangoModelFactory):
    """A key that is valid for ever and a day; ``key`` is its text."""

    class Meta:
        model = station.ServiceToken

    class Params:
        key = factory.Sequence(lambda n: f"fq_a-key-of-the-tests-{n}")

    user = factory.SubFactory(UserFactory, is_service=True)
    name = "夜间统计"
    prefix = factory.LazyAttribute(lambda o: o.key[:8])
    key_hash = factory.LazyAttribute(lambda o: crypto.fingerprint(o.key))
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)
    created_by = factory.SubFactory(UserFactory)


def person(role: str, area=None) -> station.User:
    """A person with one post."""
    post = PostFactory(role=role, **({"area": area} if area else {}))
    return post.user


def officer(area=None) -> station.User:
    """The community officer of an area."""
    return person(Role.COMMUNITY_OFFICER, area)
