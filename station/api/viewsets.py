"""What every resource of the API is made of."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial

from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from station.actions import idempotency
from station.actions.access import record_access
from station.api import figure_rows
from station.api.authentication import tell_rate
from station.api.content import StrictJSONParser, UploadParser, check_text
from station.api.exports import ANSWERS, export, exported_list
from station.api.given import check_action, check_list
from station.api.pagination import ListPage, etag, record_tag
from station.api.permissions import named
from station.api.pull import PullMixin
from station.api.shape import Shape
from station.api.unchanged import Asked
from station.errors import RuleError
from station.models import AccessRecord, SavedFilter

# Browsers ask again each time, nobody between keeps a copy.
FRESH = "private, no-cache"


class SignInAgain(PermissionDenied):
    """The password or a code is asked for once more."""

    default_detail = gettext_lazy(
        "Sign in again first: this changes what people may do."
    )
    default_code = "sign_in_again"


class PolicyViewSet(GenericViewSet):
    """Names its permissions; a POST with an ``Idempotency-Key`` is done once.

    ``inputs`` names the serializer of what each action takes, ``query`` that of its
    parameters, ``answers`` what it gives where that is not the row shape.
    """

    required_permissions: dict[str, str | tuple[str, ...]] = {}
    inputs: dict[str, type] = {}
    query: dict[str, type] = {}
    answers: dict[str, dict] = {}
    needs_fresh_sign_in: frozenset[str] = frozenset()
    refusing_reads: frozenset[str] = frozenset()  # a GET that may be 409
    makes: frozenset[str] = frozenset()  # verbs that answer 201 with a record
    may_be_stale: frozenset[str] = frozenset()  # 412 though no version is sent
    takes_files: frozenset[str] = frozenset()  # as a form with parts, beside JSON
    never_kept = frozenset({"reveal"})  # each look is written down, a repeated one too
    lookup_value_regex = "[0-9]{1,18}"
    filter_backends: list = []
    pagination_class = None

    def get_parsers(self):
        asked = getattr(self, "action", None)  # DRF names it after asking this
        if asked is None and self.request is not None:
            asked = self.action_map.get(self.request.method.lower())
        if asked in self.takes_files:
            return [StrictJSONParser(), UploadParser()]
        return super().get_parsers()

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        check_text(dict(request.query_params.lists()))
        check_action(self)
        if self.action in self.needs_fresh_sign_in:
            self._check_fresh(request)
        self._check_person(request)
        key = request.headers.get("Idempotency-Key", "")
        if key and request.method == "POST" and self.action not in self.never_kept:
            self.post = partial(self.answer_once, self.post, key)

    def _check_person(self, request) -> None:
        """What waited on a phone is sent by the one who wrote it, or not at all."""
        meant = request.headers.get("X-On-Behalf")
        if meant is not None and meant != str(request.user.pk):
            raise RuleError(
                _("This was written by somebody else. Sign in as that person."),
                code="other_person",
            )

    def _check_fresh(self, request) -> None:
        """Rights and accounts: by a person who signed in within five minutes."""
        try:
            raise_if_reauthentication_required(request._request, app="station")
        except ReauthenticationRequired:
            raise SignInAgain from None

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", FRESH)
        tell_rate(response, request)
        return response

    def get_serializer_class(self):
        return self.inputs[self.action]

    def asked(self) -> dict:
        """What the client sent, checked."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def asked_query(self) -> dict:
        """What stands behind the question mark, checked."""
        serializer = self.query[self.action](
            data=self.request.query_params.dict(), context=self.get_serializer_context()
        )
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer_once(self, handler: Callable, key: str, request, *args, **kwargs):
        """The handler's answer, or the one it gave to this key before."""
        if not (key.isascii() and key.isprintable() and len(key) <= 80):
            raise ValidationError({"Idempotency-Key": "1–80 printable characters."})
        asked = idempotency.digest(*_parts(request))
        with idempotency.once(user=request.user, key=key, request_hash=asked) as once:
            if once.is_repeat:
                body = once.body.encode() if once.body else None
                return Response(body, status=once.status)
            response = handler(request, *args, **kwargs)
            once.keep(_body(response).decode(), status=response.status_code)
        return response


def _body(response: Response) -> bytes:
    """The answer as it will go out."""
    if response.data is None or isinstance(response.data, bytes):
        return response.data or b""
    return JSONRenderer().render(response.data)


def _parts(request) -> Iterator[str]:
    """What was asked for: the method, the address and everything sent."""
    yield request.method
    yield request.get_full_path()
    if not hasattr(request.data, "lists"):
        yield json.dumps(request.data, sort_keys=True)
        return
    for name, values in sorted(request.data.lists()):
        yield name
        for value in values:
            yield _file_digest(value) if hasattr(value, "chunks") else str(value)


def _file_digest(file) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _tags(request) -> set[str]:
    """What the client has already, by its tags."""
    known = request.headers.get("If-None-Match", "")
    return {part.strip().removeprefix("W/") for part in known.split(",")}


class ShapeViewSet(PullMixin, PolicyViewSet):
    """Lists and records by row shape; verbs are POSTs that call one action."""

    shape: Shape
    filterset_class = None
    filter_backends = [DjangoFilterBackend]
    list_key = ""  # of station.lists: ``?filter=`` takes its saved filters
    access_fields = ""  # what a look at a single record opens, for the access record

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "shape"):  # for the schema; the rows come from get_queryset
            cls.queryset = cls.shape.model._default_manager.none()
        if kind := exported_list(cls.list_key):
            permissions = {"export": kind.export_permission}
            cls.required_permissions = {**cls.required_permissions, **permissions}
            cls.answers = {**cls.answers, "export": ANSWERS}
            cls.refusing_reads = cls.refusing_reads | {"export"}
            cls.export = export

    def perform_content_negotiation(self, request, force=False):
        """A file is what it is, whatever the client would rather read."""
        is_file = self.action in {"export", "fetch"}
        return super().perform_content_negotiation(request, force=force or is_file)

    def get_queryset(self):
        return self.shape.model.objects.visible_to(self.request.user)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if self.action == "list" and self.list_key and "filter" in request.query_params:
            self._open_saved(request)
        if self.action == "list":
            check_list(self)

    def _open_saved(self, request) -> None:
        """Put the filters saved under the name into what is asked."""
        params = request.query_params.copy()
        slug = params.pop("filter")[-1]
        saved = SavedFilter.objects.offered(request.user, self.list_key)
        found = saved.filter(slug=slug).first()
        if found is None:
            message = gettext_lazy("This saved filter is not there, or not for you.")
            raise ValidationError({"filter": [message]})
        wanted = QueryDict(found.query, mutable=True)
        if wanted.get("ordering", "").removeprefix("-") not in self.shape.orders:
            wanted.pop("ordering", None)
        for name, values in params.lists():
            wanted.setlist(name, values)
        request._request.GET = wanted

    def filter_queryset(self, queryset):
        """Who filters by nothing does not pay for the form of the filters."""
        names = getattr(self.filterset_class, "base_filters", {})
        if not names.keys() & self.request.query_params.keys():
            return queryset
        return super().filter_queryset(queryset)

    def list(self, request, *args, **kwargs):
        asked = Asked(request, self.shape)
        if known := asked.unchanged():
            return Response(status=304, headers={"ETag": known})
        queryset = self.filter_queryset(self.get_queryset())
        queryset = figure_rows.narrowed(queryset, request)
        page = ListPage(request._request, self.shape, queryset)
        by_area = not request.query_params.keys() & {"search", "figure"}
        body = page.render(user=request.user, by_area=by_area)
        tag = etag(body)
        asked.keep(tag, page.ids)
        if tag in asked.tags:
            return Response(status=304, headers={"ETag": tag})
        return Response(body, headers={"ETag": tag})

    @transaction.atomic
    def retrieve(self, request, *args, **kwargs):
        row = self.read(self.get_queryset())
        if self.access_fields:
            record_access(
                by=request.user,
                act=AccessRecord.Act.VIEW,
                subject=self.shape.model.objects.get(pk=row["id"]),
                fields=self.access_fields,
                at=timezone.now(),
            )
        tag = record_tag(row)
        if tag in _tags(request):
            return Response(status=304, headers={"ETag": tag})
        response = self.respond(row)
        response["ETag"] = tag
        return response

    # -- verbs -----------------------------------------------------------------

    def act(self, function: Callable, *, on: str) -> Response:
        """Call an action on the record in the address, and show the record."""
        obj = self.target()
        self.do(function, **{on: obj}, **self.asked())
        return self.show(obj)

    def make(self, function: Callable, **facts) -> Response:
        """Call an action that makes a record, and show it."""
        return self.show(self.do(function, **facts), status=201)

    def do(self, function: Callable, **facts):
        """Call an action in the name of who asks, now."""
        return function(by=self.request.user, at=timezone.now(), **facts)

    def target(self):
        """The record in the address, within the scope of what is asked."""
        permission = named(self, self.action)[0]
        action = permission.partition(".")[2]
        rows = self.shape.model.objects.visible_to(self.request.user, action)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def show(self, obj, *, status: int = 200, as_it_is: bool = False) -> Response:
        """The record as it stands after an action.

        ``as_it_is``: all that is told of it stands in the object as it was written.
        """
        rows = self.shape.model._default_manager.filter(pk=obj.pk)
        made = obj if as_it_is else None
        row = self.shape.one(rows, user=self.request.user, made=made)
        return self.respond(row, status=status)

    def read(self, queryset) -> dict:
        """The record in the address, or 404 as if it did not exist."""
        row = self.shape.one(
            queryset.filter(pk=self.kwargs["pk"]), user=self.request.user
        )
        if row is None:
            raise Http404
        return row

    def respond(self, row: dict, *, status: int = 200) -> Response:
        """A single record; its version goes along for ``If-Match``."""
        response = Response(row, status=status)
        if "version" in row:
            response["ETag"] = f'"{row["version"]}"'
        if status == 201:
            response["Location"] = reverse(
                f"api:{self.basename}-detail", args=[row["id"]], request=self.request
            )
        return response
