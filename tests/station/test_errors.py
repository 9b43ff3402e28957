"""When something breaks the page says so, and whether to try again."""

import pytest
from django.db import OperationalError
from django.test import Client

from station.views import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """A page that raises what it is told to."""

    def breaking(error):
        def get(self, request):
            raise error

        monkeypatch.setattr(health.AliveView, "get", get)
        return Client(raise_request_exception=False).get("/healthz")

    return breaking


class TestServerError:
    def test_asks_to_come_back_while_the_database_is_away(self, broken):
        response = broken(OperationalError("connection refused to secret-host"))

        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert b"secret-host" not in response.content

    def test_owns_up_to_anything_else(self, broken):
        response = broken(KeyError("13800138000"))

        assert response.status_code == 500
        assert "系统出了问题" in response.content.decode()
        assert b"13800138000" not in response.content
