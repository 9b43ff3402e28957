"""The API's own description, and the page that shows it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.generic import TemplateView
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from station.views.policy import SIGNED_IN, PolicyMixin

DOCUMENT = settings.BASE_DIR / "docs" / "openapi.yaml"


@extend_schema(exclude=True)
class SchemaView(APIView):
    """The OpenAPI document, for whoever is signed in or holds a token.

    The file that ``make check`` holds against the code: to write it anew takes ten
    seconds and a hundred megabytes.
    """

    permission_classes = [IsAuthenticated]
    renderer_classes = [OpenApiYamlRenderer]
    content_negotiation_class = DefaultContentNegotiation

    def get(self, request):
        kind = OpenApiYamlRenderer.media_type
        return HttpResponse(DOCUMENT.read_bytes(), content_type=kind)


class DocsView(PolicyMixin, TemplateView):
    """The description as a page, from our own files."""

    permission_required = SIGNED_IN
    template_name = "station/api_docs.html"


@extend_schema(exclude=True)
class NothingHereView(APIView):
    """An address below /api/ that does not exist answers like the others."""

    permission_classes = [IsAuthenticated]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise Http404
