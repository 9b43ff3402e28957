"""The site as an app: its manifest, its service worker, the page without signal."""

import json

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from station import offline
from station.registry import registry
from station.views.policy import PUBLIC, PolicyMixin

PAPER = "#f7f5f1"
ICONS = (
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),
)


class ManifestView(PolicyMixin, View):
    """Name, icons and shortcuts, in the language of the phone."""

    permission_required = PUBLIC

    def get(self, request):
        response = JsonResponse(self._manifest())
        response["Content-Type"] = "application/manifest+json"
        response["Cache-Control"] = "no-cache"
        response["Vary"] = "Accept-Language, Cookie"
        return response

    def _manifest(self) -> dict:
        return {
            "id": "/",
            "name": _("Fengqiao police station"),
            "short_name": _("Fengqiao"),
            "description": _("Visits, services and mediation of a police station."),
            "lang": get_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"type": "image/png", "purpose": purpose, "sizes": sizes}
                | {"src": staticfiles_storage.url(path)}
                for path, sizes, purpose in ICONS
            ],
            "shortcuts": [
                {"name": str(shortcut.label), "url": shortcut.url}
                for shortcut in registry.offline.shortcuts
            ],
        }


class WorkerView(PolicyMixin, View):
    """The service worker, from the root so that it may answer for every page."""

    permission_required = PUBLIC

    def get(self, request):
        start = staticfiles_storage.url("js/offline/worker.js")
        known = json.dumps(offline.worker_settings(registry.offline))
        body = f'import {{ start }} from "{start}";\nstart({known});\n'
        response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
        response["Service-Worker-Allowed"] = "/"
        response["Cache-Control"] = "no-cache"
        return response


class OfflineView(PolicyMixin, TemplateView):
    """What stands in for a page when there is no signal; it holds nobody's data."""

    permission_required = PUBLIC
    template_name = "station/offline.html"
    extra_context = {"offline": registry.offline}
