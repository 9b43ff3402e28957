"""An officer's day, end to end, while worker, beat and broker are killed."""

import io
import re
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.product import PASSWORD, Product

pytestmark = pytest.mark.slow

WORKBOOK = Path(__file__).parents[1] / "data" / "households_luocheng.xlsx"
SHANGHAI = ZoneInfo("Asia/Shanghai")
VILLAGE = "天城村"
GPS = 0x8825


@pytest.fixture(scope="module")
def product(test_database):
    """The whole stack in a folder of its own: database, broker, web, worker, beat.

    Not below pytest's own folder, which is closed to the services' account.
    """
    folder = Path(tempfile.mkdtemp(prefix="fengqiao-story-"))
    folder.chmod(0o755)
    running = Product(folder)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def assert_it_is_dressed(page) -> None:
    """The style sheets and modules as they are served, hashed names and all."""
    sheet = "getComputedStyle(document.documentElement).getPropertyValue('--fq-page')"
    assert page.evaluate(sheet).strip()
    sizes = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map(found => [found.name, found.decodedBodySize])"
    )
    assert all(size for _name, size in sizes), sizes


def sign_in(browser, product, badge: str):
    """A signed-in page of a browser of its own."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{product.address}/accounts/login/")
    assert_it_is_dressed(page)
    page.fill("input[name=login]", badge)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_contain_text({"100001": "王", "100002": "李"}[badge])
    return page


def somebody_of(village: str) -> tuple[str, str]:
    """A head of household of the village from the office's own workbook."""
    rows = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_index(0).to_python()
    heads = [
        row for row in rows if row[1] == village and row[5] == "户主" and row[6].strip()
    ]
    names = [row[6] for row in rows]
    found = next(row for row in heads if names.count(row[6]) == 1)
    return found[6], str(found[4])


def photo() -> dict:
    """A picture as a phone takes it, with the place in its EXIF."""
    image = Image.new("RGB", (1200, 900), "#446688")
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    body = io.BytesIO()
    image.save(body, "JPEG", exif=exif)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": body.getvalue()}


def import_the_workbook(page, product) -> None:
    page.goto(f"{product.address}/households/import/new/")
    page.set_input_files("input[type=file]", WORKBOOK)
    page.click("main form button[type=submit]")
    commit = page.locator("form[action$='/commit/'] button")
    expect(commit).to_be_visible(timeout=90_000)
    commit.click()
    done = page.locator("main a[href='/households/']").first
    expect(done).to_be_visible(timeout=90_000)


def open_the_household(page, product, name: str) -> None:
    page.goto(f"{product.address}/search/")
    page.fill("main input[name=q]", name)
    page.click("main form button[type=submit]")
    page.locator("main a.fq-hit", has_text=name).first.click()
    if "/residents/" in page.url:
        page.locator("main a[href^='/households/']:not([href*='residents'])").locator(
            "visible=true"
        ).first.click()
    expect(page.locator("h1")).to_contain_text(name)


def record_the_visit(page, *, due: datetime) -> None:
    page.locator("a[href$='/visit/']").first.click()
    page.locator("input[name=people_met]").first.check(force=True)
    page.fill("textarea[name=learned]", "冬季取暖用煤炉,已提醒开窗通风。")
    page.set_input_files("input[name=photos]", photo())
    page.evaluate(
        "document.querySelectorAll('main form details').forEach(d => d.open = true)"
    )
    page.fill("input[name=promise_matter]", "看烟道是否修好")
    page.fill("input[name=promise_on]", f"{due:%Y-%m-%d}")
    page.fill("input[name=promise_at]", f"{due:%H:%M}")
    page.locator("input[name=card_given]").press("Space")
    page.click("main form button[type=submit]")
    page.locator("main a[href^='/households/visits/']").first.click()
    picture = page.locator("main a[href^='/attachments/']").first
    answer = page.request.get(
        re.match(r"https?://[^/]+", page.url)[0] + picture.get_attribute("href")
    )
    assert not Image.open(io.BytesIO(answer.body())).getexif()


def issue_the_card(page, product) -> str:
    """The address behind the QR of the village's card."""
    page.goto(f"{product.address}/households/cards/issue/")
    option = page.locator("select[name=area] option", has_text=VILLAGE).first
    page.select_option("select[name=area]", option.get_attribute("value"))
    page.click("main form button[type=submit]")
    return page.locator("main a[href*='/c/']").first.get_attribute("href")


def send(context, address: str, kind: str, text: str) -> str:
    """What a resident writes behind the card; gives the receipt."""
    page = context.new_page()
    page.goto(address)
    page.locator(f"a[href*='/{kind}/']").first.click()
    page.fill("textarea[name=text]", text)
    page.wait_for_timeout(4000)  # nobody types faster
    page.locator("form button.main").click()
    return re.sub(r"\s", "", page.locator(".receipt").inner_text())


class TestStory:
    def test_a_day_of_the_officer(self, browser, product):
        name, number = somebody_of(VILLAGE)
        officer = sign_in(browser, product, "100001")
        import_the_workbook(officer, product)
        assert product.kill("celery", "worker") >= 1

        card = issue_the_card(officer, product)
        open_the_household(officer, product, name)
        household_address = officer.url
        due = datetime.now(SHANGHAI) + timedelta(seconds=75)
        record_the_visit(officer, due=due)
        assert product.kill("celery", "beat") >= 1
        assert product.kill("valkey-server") >= 1

        resident = browser.new_context(
            locale="zh-CN", viewport={"width": 360, "height": 640}
        )
        receipt = send(resident, card, "message", "村口路灯坏了好几天。")
        send(resident, card, "tip", "二社空房夜里有人聚赌。")
        assert resident.cookies() == []

        officer.goto(f"{product.address}/inbox/")
        officer.locator("main a[href^='/inbox/']", has_text="路灯").first.click()
        expect(officer.locator("main")).to_contain_text("村口路灯坏了好几天")
        officer.fill("form[action$='/answer/'] textarea", "明天上午去修。")
        officer.click("form[action$='/answer/'] button[type=submit]")

        page = resident.new_page()
        page.goto(f"{product.address}/r/")
        page.fill("input[name=receipt]", receipt)
        page.locator("form button.main").click()
        expect(page.locator("body")).to_contain_text("明天上午去修")

        self._is_reminded_once(officer, product)
        self._sees_none_of_it(browser, product, name, number, household_address)
        self._nothing_lost_or_doubled(product)

    def _is_reminded_once(self, officer, product) -> None:
        """The promise of a minute ahead comes by way of the real worker."""
        told = (
            "Delivery.objects.filter(reminder__kind='follow_up.due',"
            " channel='browser', state='sent').count()"
        )
        for _round in range(30):
            if product.ask(told):
                break
            officer.wait_for_timeout(5000)
        assert product.ask(told) == 1
        officer.goto(f"{product.address}/notices/")
        expect(officer.locator("main a[href^='/notices/']").first).to_be_visible()
        officer.goto(f"{product.address}/")
        expect(officer.locator("main a[href*='/follow-ups/']").first).to_be_visible()

    def _sees_none_of_it(self, browser, product, name, number, address) -> None:
        """The auxiliary of the next village."""
        other = sign_in(browser, product, "100002")
        assert other.goto(address).status == 404
        other.goto(f"{product.address}/search/")
        other.fill("main input[name=q]", name)
        other.click("main form button[type=submit]")
        expect(other.locator("main a.fq-hit", has_text=name)).to_have_count(0)
        other.goto(f"{product.address}/inbox/")
        expect(other.locator("main")).not_to_contain_text("路灯")
        other.goto(f"{product.address}/")
        expect(other.locator("main a[href*='/follow-ups/']")).to_have_count(0)

    def _nothing_lost_or_doubled(self, product) -> None:
        assert product.ask("Visit.objects.count()") == 1
        assert product.ask("CardHandover.objects.count()") == 1
        assert product.ask("Message.objects.count()") == 2
        assert product.ask("FollowUp.objects.count()") == 1
        assert product.ask("Resident.objects.count()") > 0
        assert product.ask(
            "[Delivery.objects.count(), Delivery.objects.values"
            "('reminder_id', 'recipient_id', 'channel').distinct().count()]"
        )[0] == product.ask(
            "Delivery.objects.values('reminder_id', 'recipient_id', 'channel')"
            ".distinct().count()"
        )
