"""Every main page: accessible, no wider than a phone, quiet, and from one house."""

from pathlib import Path

import pytest

from tests.browser import world
from tests.browser.pages import EXPECTED, PAGES, PARTS

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NARROW = {"width": 360, "height": 740}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The words of a page are the same in every look; these depend on width and colour.
OF_THE_LOOK = [
    "color-contrast",
    "link-in-text-block",
    "landmark-unique",
    "region",
    "heading-order",
    "target-size",
    "scrollable-region-focusable",
    "label",
    "link-name",
    "button-name",
    "html-has-lang",
]
RUN_AXE = """async (only) => {
  const found = await axe.run(document, {
    runOnly: only, resultTypes: ["violations"],
  });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} ${node.failureSummary.split("\\n")[1]}`));
}"""
TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1)
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
}"""
# What a Chinese page may say in Latin letters: names of files, keys and machines.
LATIN = {"App", "Chrome", "English", "Enter", "Excel", "Linux", "csv", "xlsx"}
ENGLISH = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walk.nextNode()) {
    const near = walk.currentNode.parentElement;
    if (near.closest("kbd, code, pre, script, style, noscript, template, .fq-mono, [lang=en]")) continue;
    words.push(...(walk.currentNode.data.match(/[A-Za-z][a-z]{2,}/g) ?? []));
  }
  return [...new Set(words)];
}"""
LOOKS = {
    "phone, light, Chinese": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        "locale": "zh-CN",
    },
    "desk, dark, English": {
        "viewport": {"width": 1440, "height": 900},
        "color_scheme": "dark",
        "locale": "en-GB",
    },
}


class Visit:
    """One browser that walks through pages and writes down what is wrong."""

    def __init__(self, site, who: str, look: str) -> None:
        self.site = site
        self.faults: list[str] = []
        self.context = site.visitor(who, **LOOKS[look])
        self.context.add_init_script(path=AXE)
        self.context.on("request", self._hear_request)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self._fault("script", error))
        self.page.on("console", self._hear_console)
        self.at = ""

    def open(self, name: str) -> None:
        """Go there and look."""
        self.at = name
        expected = EXPECTED.get(name, 200)
        answer = self.page.goto(self.site.world.urls.get(name, name))
        if answer.status != expected:
            self._fault("status", answer.status)
        self.look()

    def look(self) -> None:
        size = self.page.viewport_size
        is_phone = size["width"] < 1000
        rules = TAGS if is_phone else {"type": "rule", "values": OF_THE_LOOK}
        for fault in self.page.evaluate(RUN_AXE, rules):
            self._fault("axe", fault)
        if is_phone:
            self.page.set_viewport_size(NARROW)
            for element in self.page.evaluate(TOO_WIDE):
                self._fault("wider than 360 px", element)
            self.page.set_viewport_size(size)
            for word in set(self.page.evaluate(ENGLISH)) - LATIN:
                self._fault("English", word)

    def _hear_request(self, request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self._fault("other host", request.url)

    def _hear_console(self, message) -> None:
        expected = EXPECTED.get(self.at)
        if message.type in {"error", "warning"} and not (
            expected and str(expected) in message.text
        ):
            self._fault("console", message.text)

    def _fault(self, what: str, which: object) -> None:
        self.faults.append(f"{self.at} · {what} · {which}")


@pytest.fixture(params=LOOKS)
def look(request):
    return request.param


@pytest.fixture
def walk(site, look):
    """Makes a browser; what it saw is judged at the end."""
    visits = []

    def start(who: str) -> Visit:
        visits.append(Visit(site, who, look))
        return visits[-1]

    yield start
    faults = [fault for visit in visits for fault in visit.faults]
    for visit in visits:
        visit.context.close()
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.slow
class TestPages:
    @pytest.mark.parametrize("who", PAGES)
    def test_every_page(self, walk, who):
        visit = walk(who)
        for name in PAGES[who]:
            visit.open(name)

    @pytest.mark.parametrize("part", PARTS)
    def test_every_part(self, walk, part):
        visit = walk("officer")
        for name in PARTS[part]:
            visit.open(name)

    def test_a_search_with_hits(self, walk):
        visit = walk("officer")
        visit.open("/search/")
        visit.page.fill("main input[name=q]", "武晓宇")
        visit.page.press("main input[name=q]", "Enter")
        visit.page.locator("main a.fq-hit").first.wait_for()
        visit.at = "search with hits"
        visit.look()

    def test_a_form_with_errors(self, walk):
        visit = walk("officer")
        visit.open("visit_new")
        visit.page.locator("input[name=people_met]").evaluate_all(
            "boxes => boxes.forEach(box => { box.checked = false; })"
        )
        visit.page.locator("main form button[type=submit]").last.click()
        visit.page.locator(".fq-error-summary").wait_for()
        visit.at = "visit with errors"
        visit.look()

    def test_the_menus(self, walk, look):
        visit = walk("officer")
        visit.open("/")
        if look.startswith("phone"):
            menus = [".fq-bottom details >> nth=0", ".fq-bottom details >> nth=1"]
        else:
            menus = ["#bell", ".fq-top details >> nth=1", ".fq-top details >> nth=2"]
        for menu in menus:
            visit.at = f"menu {menu}"
            visit.page.locator(f"{menu} >> summary").click()
            visit.page.wait_for_load_state("networkidle")
            visit.look()
            visit.page.keyboard.press("Escape")
        visit.at = "the keys"
        visit.page.keyboard.press("?")
        visit.look()

    def test_what_a_resident_gets_back(self, walk):
        visit = walk("")
        visit.open("receipt")
        visit.page.fill("input[name=receipt]", world.receipt_as_printed())
        visit.page.locator("form button").last.click()
        visit.page.get_by_text("村口路灯坏了好几天").wait_for()
        visit.at = "answer by receipt"
        visit.look()
        visit.open("send")
        visit.page.fill("textarea[name=text]", "路灯又坏了。")
        visit.page.wait_for_timeout(3500)  # nobody types faster
        visit.page.locator("form button.main").click()
        visit.page.locator(".receipt").wait_for()
        visit.at = "thanks"
        visit.look()
