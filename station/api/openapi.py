"""How the API describes itself: shapes as schemas, problems on every operation."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
)
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

import station.api.bulk_schema  # noqa: F401  (an extension is known once read)
from station.api.figure_rows import PARAMETERS, is_counted
from station.api.pagination import LARGEST, LIST_SCHEMA, PAGE_SIZE, orderings
from station.api.problems import CONTENT_TYPE, PROBLEM_SCHEMA
from station.api.pull import NDJSON
from station.api.schemas import lines_of, tell_apart
from station.api.serializers import Input, VersionedInput
from station.api.shape import Shape, Single
from station.list_exports import FORMS
from station.registry import registry

READ_PROBLEMS = {
    "400": "A parameter is not right.",
    "401": "Sign in or send a token.",
    "403": "Your posts do not give this right.",
    "404": "There is none, or it is out of your scope.",
    "406": "The answer is JSON.",
    "429": "Too many requests; see Retry-After.",
    "503": "The database is busy; see Retry-After.",
}
WRITE_PROBLEMS = {
    "409": "The rules forbid it now; the code says why.",
    "413": "The request is too large.",
    "415": "Send JSON, or a form with parts where a file is taken.",
}
VERSIONS = {"version", "household_version"}  # what a stale client says it read
STALE = {"412": "Somebody else saved meanwhile."}
KEYS = 10**18 - 1  # as ``lookup_value_regex``
KEY_REUSED = {"422": "The idempotency key was used for something else."}


@dataclass(frozen=True)
class Listing:
    """A page of a shape."""

    shape: Shape


class EnglishGenerator(SchemaGenerator):
    """The schema in git reads the same whatever the server's language."""

    def get_schema(self, request=None, public=False):
        with translation.override("en"):
            schema = super().get_schema(request, public)
        schema["components"]["parameters"] = PARAMETERS
        tell_apart(schema["components"]["schemas"])
        return schema


class ShapeExtension(OpenApiSerializerExtension):
    target_class = "station.api.shape.Shape"

    def get_name(self, auto_schema, direction):
        return self.target.name

    def map_serializer(self, auto_schema, direction):
        return self.target.schema()


class SingleExtension(ShapeExtension):
    target_class = "station.api.shape.Single"

    def map_serializer(self, auto_schema, direction):
        return self.target.schema()


class ListingExtension(ShapeExtension):
    target_class = "station.api.openapi.Listing"

    def get_name(self, auto_schema, direction):
        return f"{self.target.shape.name}List"

    def map_serializer(self, auto_schema, direction):
        row = auto_schema.resolve_serializer(self.target.shape, direction).ref
        return {
            "type": "object",
            "properties": LIST_SCHEMA | {"results": {"type": "array", "items": row}},
            "required": ["next", "previous", "results"],
        }


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "station.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token fq_…`, made under /manage/ for an account.",
        }


class BrowserScheme(OpenApiAuthenticationExtension):
    target_class = "station.api.authentication.BrowserAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "Signed in on the pages; writes carry `X-CSRFToken`.",
        }


class Problem:
    """The component of every error."""


class ProblemExtension(OpenApiSerializerExtension):
    target_class = "station.api.openapi.Problem"

    def get_name(self, auto_schema, direction):
        return "Problem"

    def map_serializer(self, auto_schema, direction):
        return PROBLEM_SCHEMA


def _query(name: str, schema, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, "query", description=description)


class StationSchema(AutoSchema):
    """Reads the row shape, the inputs and the permissions of our viewsets."""

    @property
    def shape(self) -> Shape | None:
        return getattr(self.view, "shape", None)

    def _is_list_view(self, serializer=None) -> bool:
        if serializer is not None:
            return False  # every answer says itself what it looks like
        return self.view.action == "list"

    def get_tags(self):
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_description(self):
        text = super().get_description()
        names = getattr(self.view, "required_permissions", {}).get(self.view.action, ())
        names = (names,) if isinstance(names, str) else names
        asked = " or ".join(f"`{name}`" for name in names)
        return f"{text}\n\nNeeds {asked}." if asked else text

    def get_request_serializer(self):
        return self.view.inputs.get(self.view.action)

    def get_response_serializers(self):
        answers = getattr(self.view, "answers", {})
        if self.view.action in answers:
            return answers[self.view.action]
        if self.shape is None:
            return None
        if self.view.action == "list":
            return {200: Listing(self.shape)}
        is_made = self.view.action in {"create", *self.view.makes}
        return {201 if is_made else 200: Single(self.shape)}

    def get_override_parameters(self):
        found = list(super().get_override_parameters())
        if self.shape and self.view.action == "list":
            found += self._list_parameters()
        if self.view.action == "export":
            found += self._export_parameters()
        if query := getattr(self.view, "query", {}).get(self.view.action):
            found.append(query)
        found += getattr(self.view, "in_path", {}).get(self.view.action, ())
        if self.method == "POST":
            found.append(_header("Idempotency-Key", "Sent twice, done once.", 80))
        if self._is_versioned():
            found.append(_header("If-Match", 'The version that was read, as `"3"`.'))
        if self._has_tag():
            found.append(_header("If-None-Match", "ETag of what you have: 304.", 200))
        return found

    def _resolve_path_parameters(self, variables):
        found = super()._resolve_path_parameters(variables)
        for parameter in found:
            if parameter["name"] == "id":
                parameter["schema"] = {"type": "integer", "minimum": 0, "maximum": KEYS}
        return found

    def _get_parameters(self):
        found = super()._get_parameters()
        if self.shape and self.view.action == "list" and is_counted(self.shape.model):
            found += [{"$ref": f"#/components/parameters/{n}"} for n in PARAMETERS]
        return found

    def _list_parameters(self) -> list[OpenApiParameter]:
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST}
        size |= {"default": PAGE_SIZE}
        order = {"type": "string", "enum": orderings(self.shape)}
        order |= {"default": self.shape.order}
        return [
            _query("cursor", str, "From `next` or `previous` of another page."),
            _query("page_size", size, "Rows on a page; many are pulled sooner."),
            _query("ordering", order, "`-` for the other way round."),
            _query("fields", str, "Only these fields, with commas between."),
            _query("count", {"type": "string", "enum": ["1"]}, "Count, up to 1000."),
        ]

    def _has_tag(self) -> bool:
        """Who names the tag of what it has is told 304 while nothing changed."""
        action = self.view.action
        if self.shape and action in {"list", "retrieve", "pull"}:
            return True
        told = getattr(self.view, "answers", {}).get(action, {})
        return 304 in told or self.path == "/api/v1/changes/"

    def _export_parameters(self) -> list[OpenApiParameter]:
        """The filters by name; what they take is told where the list is read."""
        kind = registry.lists[self.view.list_key]
        form = {"type": "string", "enum": list(FORMS), "default": "xlsx"}
        order = {"type": "string", "enum": list(kind.orders)}
        return [
            _query("as", form, "Workbook or CSV."),
            _query("filter", str, "The name of a saved filter."),
            _query("ordering", order, "As on the page."),
            *(_query(name, str, "") for name in sorted(kind.names() - {"ordering"})),
        ]

    def _is_versioned(self) -> bool:
        found = self.get_request_serializer()
        return isinstance(found, type) and issubclass(found, VersionedInput)

    def _can_be_stale(self) -> bool:
        found = self.get_request_serializer()
        if found is None:
            return False
        if self.view.action in self.view.may_be_stale:
            return True
        return not found._declared_fields.keys().isdisjoint(VERSIONS)

    def _get_request_for_media_type(self, serializer, direction="request"):
        method, self.method = self.method, "POST"  # a PATCH says itself what it needs
        try:
            return super()._get_request_for_media_type(serializer, direction)
        finally:
            self.method = method

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, Input):
            schema["additionalProperties"] = False
        return schema

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        if self.view.action == "pull":
            answer = bodies["200"]["content"][NDJSON]
            answer["schema"] = lines_of(answer["schema"])
        problems = dict(READ_PROBLEMS)
        if self.method != "GET":
            problems |= WRITE_PROBLEMS | (STALE if self._can_be_stale() else {})
        if self.method == "POST":
            problems |= KEY_REUSED
        if self.view.action in getattr(self.view, "refusing_reads", ()):
            problems["409"] = WRITE_PROBLEMS["409"]
        ref = self.resolve_serializer(Problem(), direction).ref
        for code, description in problems.items():
            bodies.setdefault(
                code,
                {
                    "description": description,
                    "content": {CONTENT_TYPE: {"schema": ref}},
                },
            )
        if self._has_tag():
            bodies["304"] = {"description": "Unchanged since the ETag you named."}
        return dict(sorted(bodies.items()))


def _header(name: str, description: str, longest: int = 20) -> OpenApiParameter:
    schema = {"type": "string", "maxLength": longest}
    return OpenApiParameter(name, schema, "header", description=description)
