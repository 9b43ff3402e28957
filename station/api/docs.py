"""The API's own description, and the page that shows it."""

from django.http import Http404
from django.views.generic import TemplateView
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from station.views.policy import SIGNED_IN, PolicyMixin


class SchemaView(SpectacularAPIView):
    """The OpenAPI document, for whoever is signed in or holds a token."""

    permission_classes = [IsAuthenticated]
    renderer_classes = [OpenApiYamlRenderer, OpenApiJsonRenderer]
    content_negotiation_class = DefaultContentNegotiation


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
