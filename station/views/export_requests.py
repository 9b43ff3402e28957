"""Whole numbers of a list: asked for, decided, fetched."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from station import list_exports, policy, whole_exports
from station.actions import export_requests as actions
from station.actions import jobs
from station.errors import RuleError
from station.export_request_panels import label_of
from station.export_words import filter_words, rows_text
from station.forms.export_requests import ApproveForm, AskForm, RefuseForm
from station.lists import ListKind
from station.models import ExportRequest
from station.paging import paginate
from station.registry import registry
from station.tasks import ring_job
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class RequestListView(PolicyMixin, TemplateView):
    """What waits for one's decision, and what one may see besides."""

    permission_required = "export_request.view"
    template_name = "station/export_request_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = ExportRequest.objects.visible_to(user).for_list()
        waiting = ExportRequest.objects.to_decide(user).for_list().order_by("pk")[:50]
        page = paginate(rows, request=self.request, order=("-id",))
        return super().get_context_data(
            page=page,
            lines=[(row, label_of(row)) for row in page.rows],
            waiting=[(row, label_of(row)) for row in waiting],
            **kwargs,
        )


class RequestMixin(PolicyMixin):
    """One request within the scope of what is to be done."""

    permission_required = "export_request.view"

    @cached_property
    def asked(self) -> ExportRequest:
        action = self.permission_required.partition(".")[2]
        rows = ExportRequest.objects.visible_to(self.request.user, action)
        return get_object_or_404(rows.for_list(), pk=self.kwargs["pk"])

    @property
    def kind(self) -> ListKind | None:
        return registry.lists.get(self.asked.list_key)


class RequestDetailView(RequestMixin, TemplateView):
    """Who asks for which numbers of which rows, what for, and what became of it."""

    template_name = "station/export_request.html"

    def get_context_data(self, **kwargs):
        asked, user = self.asked, self.request.user
        is_own = asked.requested_by_id == user.pk
        now = timezone.now()
        is_open = asked.state == asked.State.WAITING and asked.expires_at > now
        return super().get_context_data(
            asked=asked,
            label=label_of(asked),
            whole=list(whole_exports.labels(self.kind, asked.whole)),
            columns=list(whole_exports.labels(self.kind, asked.columns)),
            filters=filter_words(self.kind, asked.query) if self.kind else [],
            is_own=is_own,
            may_decide=is_open
            and not is_own
            and policy.can(user, "export_request.approve", asked),
            may_withdraw=is_open and is_own,
            file=self._file() if is_own else None,
            timeline=timeline_of(asked, user=user),
            **kwargs,
        )

    def _file(self) -> dict | None:
        """The way to the file, for whoever asked, while it is there."""
        job, asked = self.asked.job, self.asked
        if job is None or asked.state != asked.State.APPROVED:
            return None
        return {
            "job": job,
            "until": whole_exports.until(job),
            "url": reverse("station:job_result", args=[job.pk])
            if job.result_file and jobs.is_permitted(job)
            else "",
        }


class RequestCreateView(ActionFormView):
    """Ask a second person to let out just what is filtered, with whole numbers."""

    permission_required = "export_request.create"
    needs_fresh_sign_in = True
    form_class = AskForm
    error_fields = {
        "no_columns": "whole",
        "purpose_missing": "purpose",
        "reason_missing": "reason",
        "personal_number": "reason",
    }

    @cached_property
    def kind(self) -> ListKind:
        kind = registry.lists.get(self.request.GET.get("list", ""))
        if not whole_exports.may_ask(self.request.user, kind):
            raise Http404
        return kind

    @cached_property
    def query(self) -> str:
        params = self.request.GET.copy()
        params.pop("list", None)
        return params.urlencode()

    def get(self, request, *args, **kwargs):
        try:
            self._rows = self._counted()
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._list_url())
        return super().get(request, *args, **kwargs)

    def _counted(self) -> int:
        user, params = self.request.user, QueryDict(self.query)
        query = list_exports.asked_for(self.kind, user=user, params=params)
        listing = whole_exports.rows_of(self.kind, user=user, query=query)
        return whole_exports.counted(listing)

    def _list_url(self) -> str:
        url = reverse(self.kind.url_name)
        return f"{url}?{self.query}" if self.query else url

    def form_extra(self):
        return {"kind": self.kind}

    def get_initial(self):
        return {"whole": [column.key for column in self.kind.whole_columns]}

    def texts(self):
        rows = getattr(self, "_rows", None)
        return {
            "heading": _("Ask for whole numbers: %(list)s") % {"list": self.kind.label},
            "submit": _("Ask"),
            "done": _("Asked. Your chief or the county decides; a notice comes."),
            "back_url": self._list_url(),
            "back_label": str(self.kind.label),
            "lead": ""
            if rows is None
            else _("Just what is filtered: %(rows)s. Once let out, fetched once.")
            % {"rows": rows_text(rows)},
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.ask(
            list_key=self.kind.key,
            query=self.query,
            whole=data["whole"],
            purpose=data["purpose"],
            reason=data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )


class DecideView(RequestMixin, ActionFormView):
    """A second person's word on it."""

    permission_required = "export_request.approve"
    needs_fresh_sign_in = True
    error_fields = {"no_answer": "answer", "personal_number": "answer"}

    @property
    def lead(self) -> str:
        asked = self.asked
        facts = [
            asked.requested_by.name,
            label_of(asked),
            rows_text(asked.rows),
            asked.get_purpose_display(),
            asked.reason,
        ]
        return " · ".join(facts)

    def common(self) -> dict:
        return {
            "lead": self.lead,
            "back_url": self.asked.get_absolute_url(),
            "back_label": label_of(self.asked),
        }

    @property
    def who(self) -> dict:
        return {"request": self.asked, "by": self.request.user, "at": timezone.now()}


class ApproveView(DecideView):
    """Let it out."""

    form_class = ApproveForm

    def texts(self):
        return {
            **self.common(),
            "heading": _("Let the whole numbers out"),
            "submit": _("Let them out"),
            "done": _("Let out. Whoever asked fetches the file once, within a day."),
        }

    def act(self, form):
        found = actions.approve(**self.who, answer=form.cleaned_data["answer"])
        ring_job(found.job_id)
        return found


class RefuseView(DecideView):
    """Not this."""

    form_class = RefuseForm
    needs_fresh_sign_in = False

    def texts(self):
        return {
            **self.common(),
            "heading": _("Refuse the whole numbers"),
            "submit": pgettext("request", "Refuse"),
            "done": _("Refused. Whoever asked is told why."),
        }

    def act(self, form):
        return actions.refuse(**self.who, answer=form.cleaned_data["answer"])


class WithdrawView(RequestMixin, View):
    """No longer needed."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        try:
            actions.withdraw(request=self.asked, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The request is withdrawn."))
        return HttpResponseRedirect(self.asked.get_absolute_url())
