"""A real Chromium where there is one; skipped aloud elsewhere, required in CI."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.test.utils import setup_databases
from pytest_django.live_server_helper import LiveServer

from tests.browser import world
from tests.browser.phone import phone, phone_args, tour  # noqa: F401  (fixtures)
from tests.seeds import is_for_tests, seeds

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, NAMES)), ""
)
# Playwright's loop runs in the thread of the test, which may ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    required = os.environ.get("FENGQIAO_REQUIRE_BROWSER") == "1"
    if required and not CHROMIUM:
        pytest.exit("Chromium is required here and was not found.", returncode=1)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium here: apt install chromium")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The distribution's Chromium, which also runs as root in a container."""
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """An officer's browser: Chinese, in Lanzhou's time."""
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }


class Site:
    """The pages on a port of their own, with the world behind them."""

    def __init__(self, *, browser, address: str, world: world.World) -> None:
        self.browser = browser
        self.address = address
        self.world = world

    def visitor(self, who: str = "", **options):
        """A browser of somebody who has just signed in, or of a stranger."""
        context = self.browser.new_context(
            base_url=self.address,
            timezone_id="Asia/Shanghai",
            **({"locale": "zh-CN"} | options),
        )
        context.set_default_timeout(10_000)
        if who:
            session = {
                "name": settings.SESSION_COOKIE_NAME,
                "value": self.world.session_of(who),
                "url": self.address,
            }
            context.add_cookies([session])
        return context


@pytest.fixture(scope="module")
def site(browser, test_database, tmp_path_factory):
    """A small station, served; built once for the tests of a file."""
    folder = tmp_path_factory.mktemp("site")
    with override_settings(MEDIA_ROOT=folder):
        server = LiveServer("127.0.0.1")
        try:
            yield Site(browser=browser, address=server.url, world=world.build(folder))
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def test_database(django_db_setup, django_db_blocker):
    """Open for a whole file, and never the database people work on.

    Where no other test of the run asks for it, nobody has made it yet.
    """
    with django_db_blocker.unblock():
        if not is_for_tests():
            setup_databases(
                verbosity=0, interactive=False, keepdb=True, aliases=["default"]
            )
        if not is_for_tests():
            pytest.exit("These tests empty their database.", returncode=1)
        seeds.remember()
        yield
