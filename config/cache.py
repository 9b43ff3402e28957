"""The cache may be lost whole at any moment: a page then works without it."""

import structlog
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

log = structlog.get_logger(__name__)


def _forgetting(name: str, answer: object):
    """The method of that name, with this answer while the server is away."""

    def method(self, *args, **kwargs):
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache away", error=type(error).__name__)
            return answer(args, kwargs) if callable(answer) else answer

    method.__name__ = name
    return method


def _default(args, kwargs):
    return args[1] if len(args) > 1 else kwargs.get("default")


class ForgetfulRedisCache(RedisCache):
    """Redis as Django knows it, empty instead of broken while it is away."""

    get = _forgetting("get", _default)
    get_many = _forgetting("get_many", lambda *_: {})
    has_key = _forgetting("has_key", answer=False)
    add = _forgetting("add", answer=True)
    set = _forgetting("set", None)
    set_many = _forgetting("set_many", lambda *_: [])
    touch = _forgetting("touch", answer=False)
    delete = _forgetting("delete", answer=False)
    delete_many = _forgetting("delete_many", None)
    clear = _forgetting("clear", answer=False)
