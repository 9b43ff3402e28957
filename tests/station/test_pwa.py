"""The site as an app: manifest, service worker, the page without signal."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation

from station import offline
from station.registry import registry

pytestmark = pytest.mark.django_db


class TestManifest:
    def test_names_the_site_in_the_language_of_the_phone(self, client):
        in_chinese = client.get(
            "/manifest.webmanifest", headers={"accept-language": "zh"}
        )
        in_english = client.get(
            "/manifest.webmanifest", headers={"accept-language": "en"}
        )

        assert in_chinese["Content-Type"] == "application/manifest+json"
        assert in_chinese.json()["short_name"] == "枫桥"
        assert in_english.json()["short_name"] == "Fengqiao"

    def test_has_an_icon_for_every_launcher(self, client):
        icons = client.get("/manifest.webmanifest").json()["icons"]

        assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
            ("192x192", "any"),
            ("512x512", "any"),
            ("512x512", "maskable"),
        }
        for icon in icons:
            assert finders.find(icon["src"].removeprefix("/static/"))

    def test_shortcuts_lead_somewhere(self, signed_in):
        for shortcut in signed_in.get("/manifest.webmanifest").json()["shortcuts"]:
            assert signed_in.get(shortcut["url"]).status_code == 200

    def test_pages_link_it(self, signed_in):
        page = signed_in.get("/").content.decode()

        assert '<link rel="manifest" href="/manifest.webmanifest">' in page


class TestWorker:
    def known(self, client) -> dict:
        body = client.get("/sw.js").content.decode()
        return json.loads(re.search(r"start\((.*)\);", body)[1])

    def test_answers_for_every_page(self, client):
        answer = client.get("/sw.js")

        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Service-Worker-Allowed"] == "/"
        assert answer["Cache-Control"] == "no-cache"
        assert "unsafe" not in answer["Content-Security-Policy"]

    def test_every_file_it_keeps_is_there(self, client):
        for path in registry.offline.files:
            assert finders.find(path), path

    def test_every_module_is_kept(self):
        """What a kept module loads is kept too, or it would fail without signal."""
        for path in registry.offline.files:
            if not path.startswith("js/"):
                continue
            with open(finders.find(path)) as file:  # noqa: PTH123
                wanted = re.findall(r'from "(\.[^"]+)";', file.read())
            for found in wanted:
                parts = path.split("/")[:-1]
                for step in found.split("/"):
                    if step == "..":
                        parts.pop()
                    elif step != ".":
                        parts.append(step)
                assert "/".join(parts) in registry.offline.files, (path, found)

    def test_a_changed_file_makes_a_new_version(self, client, monkeypatch):
        before = self.known(client)["version"]
        monkeypatch.setattr(
            registry.offline, "files", [*registry.offline.files, "js/api_docs.js"]
        )

        assert self.known(client)["version"] != before

    def test_version_holds_while_nothing_changes(self):
        first = offline.worker_settings(registry.offline)

        assert offline.worker_settings(registry.offline) == first


class TestShell:
    def test_holds_nobody_s_data(self, signed_in, wang):
        page = signed_in.get(reverse("households:round_offline"))

        text = page.content.decode()
        assert page.status_code == 200
        assert wang.name not in text
        assert "csrfmiddlewaretoken" not in text
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text)

    def test_asks_in_the_words_of_the_visit_form(self, signed_in):
        with translation.override("en"):
            page = signed_in.get(
                reverse("households:round_offline"), headers={"accept-language": "en"}
            )

        for words in ("How did it go?", "Who was met?", "Safety advice given"):
            assert words in page.content.decode()

    def test_page_without_signal_is_for_everybody(self, client):
        page = client.get("/offline/")

        assert page.status_code == 200
        assert reverse("households:round_offline") in page.content.decode()


class TestSignOut:
    def test_has_the_browser_forget_everything(self, signed_in):
        answer = signed_in.post("/accounts/logout/")

        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert signed_in.get("/").status_code == 302

    def test_leaves_what_the_person_chose_to_keep(self, signed_in):
        answer = signed_in.post("/accounts/logout/", {"keep": "1"})

        assert "Clear-Site-Data" not in answer
        assert signed_in.get("/").status_code == 302


class TestOnBehalf:
    def test_somebody_else_does_not_send_it(self, signed_in, wang):
        headers = {"X-On-Behalf": str(wang.pk + 1)}

        answer = signed_in.get("/api/v1/me/", headers=headers)

        assert answer.status_code == 409
        assert answer.json()["code"] == "other_person"

    def test_the_writer_does(self, signed_in, wang):
        headers = {"X-On-Behalf": str(wang.pk)}

        assert signed_in.get("/api/v1/me/", headers=headers).status_code == 200
