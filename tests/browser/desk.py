"""Somebody's phone, and the dispute in hand: what the tests of disputes share."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from disputes.models import Dispute

SCREEN = {"width": 390, "height": 844}


def fill(page, /, **said) -> None:
    """Fill a form as a person would, by the names of its fields, and send it."""
    page.evaluate(
        "document.querySelectorAll('main details').forEach(d => d.open = true)"
    )
    for name, value in said.items():
        answer(page, name, value)
    form = page.locator(f"main form:has([name={next(iter(said))}])").first
    press(page, form.locator("button[type=submit]").last)


def answer(page, name: str, value) -> None:
    """One field: ticked, chosen or typed, whatever it is."""
    field = page.locator(f"main [name={name}]:not([type=hidden])")
    kind = field.first.evaluate("el => el.type")
    if kind in {"radio", "checkbox"}:
        for one in value if isinstance(value, list) else [value]:
            chosen = field if one is True else page.locator(_choice(name, one))
            chosen.first.check(force=True)
    elif kind.startswith("select"):
        field.select_option(str(value))
    else:
        field.fill(str(value))


def _choice(name: str, value) -> str:
    return f"main [name={name}][value='{value}']"


def press(page, button) -> None:
    """Press, and wait for the page that answers: nothing was wrong."""
    with page.expect_navigation():
        button.click()
    errors = page.locator("main .fq-error-summary, main [role=alert]")
    assert errors.count() == 0, errors.all_inner_texts()


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def in_days(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


class Desk:
    """Somebody's browser, and the dispute in hand."""

    def __init__(self, site, who: str) -> None:
        self.context = site.visitor(who, viewport=SCREEN, has_touch=True)
        self.page = self.context.new_page()
        self.page.on("response", self._notice)
        self.pk = None

    def _notice(self, response) -> None:
        assert response.status < 500, response.url

    def open(self, name: str = "detail", /, *args):
        self.page.goto(reverse(f"disputes:{name}", args=args or [self.pk]))
        return self.page

    def send(self, name: str, /, *args, **said):
        fill(self.open(name, *args), **said)
        return self.page

    def confirm(self, name: str, /, *args) -> None:
        """A page that asks for nothing but the button."""
        page = self.open(name, *args)
        press(page, page.locator("main form button[type=submit]").last)

    @property
    def dispute(self) -> Dispute:
        return Dispute.objects.get(pk=self.pk)
