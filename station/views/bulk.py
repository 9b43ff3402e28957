"""Bulk actions: choose rows, look at how many, then do it; as a job when many."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from station import bulk_jobs, phrasing, policy
from station.actions import bulk, jobs
from station.actions.idempotency import KeyReused, digest, once
from station.bulk import BulkAction
from station.errors import RuleError
from station.forms.bulk import BulkForm
from station.lists import Listing, ListKind
from station.registry import registry
from station.tasks import ring_job
from station.views.policy import PolicyMixin

AT_ONCE = 200
MOST = 10_000
SHOWN = 10  # rows named on the page that asks


class BulkActionView(PolicyMixin, View):
    """First a page with the count and what is asked; the second POST does it."""

    list_key = ""
    http_method_names = ["post", "options"]
    template_name = "station/bulk_confirm.html"

    def post(self, request, *args, **kwargs):
        if self.action is None:
            return self._back(_("Choose what to do."))
        if len(self.pks) > MOST:
            return self._back(
                _("At most %(n)s rows at once: narrow the filters.")
                % {"n": phrasing.number(MOST)}
            )
        if not self.rows.exists():
            return self._back(_("Choose rows first."))
        if "confirm" not in request.POST:
            return self._ask(self._form())
        form = self._form(request.POST)
        return self._do(form) if form.is_valid() else self._ask(form)

    @property
    def kind(self) -> ListKind:
        return registry.lists[self.list_key]

    @cached_property
    def action(self) -> BulkAction | None:
        """What is to be done; to those who may do it nowhere it does not exist."""
        key = self.request.POST.get("action", "")
        found = registry.bulk.get(self.list_key, {}).get(key)
        if found is not None and not policy.can(self.request.user, found.permission):
            raise Http404
        return found

    @cached_property
    def pks(self) -> list[int]:
        """The rows chosen: all that match, or those ticked."""
        asked = self.request.POST
        if "ids" in asked:  # from the page that asks: just what was shown there
            return _numbers(asked["ids"].split(","))
        if asked.get("all"):
            listing = Listing(
                self.kind, user=self.request.user, params=self.request.GET
            )
            return listing.pks(MOST + 1)
        return _numbers(asked.getlist("row"))

    @cached_property
    def rows(self):
        """Those of them on which this person may do it."""
        visible = self.kind.visible(self.request.user, self.action.permission)
        return visible.filter(pk__in=self.pks)

    @cached_property
    def able(self) -> list[int]:
        found = set(self.rows.values_list("pk", flat=True))
        return [pk for pk in self.pks if pk in found]

    def _form(self, data=None) -> BulkForm:
        return self.action.form_class(data, user=self.request.user, rows=self.rows)

    def _ask(self, form: BulkForm):
        rows = self.kind.prepare(self.rows) if self.kind.prepare else self.rows
        count = len(self.able)
        context = {
            "form": form,
            "action": self.action,
            "kind": self.kind,
            "ids": ",".join(map(str, self.able)),
            "count": count,
            "left_out": len(self.pks) - count,
            "examples": list(rows.filter(pk__in=self.able[:SHOWN])),
            "more": max(count - SHOWN, 0),
            "is_job": self._is_long,
            "back_url": self.back_url,
        }
        status = 400 if form.is_bound else 200
        return render(self.request, self.template_name, context, status=status)

    def _do(self, form: BulkForm):
        """Once, however often the button is tapped."""
        request, key = self.request, str(form.cleaned_data.get("once") or "")
        asked = digest(request.path, self.action.key, request.POST.get("ids", ""))
        try:
            with once(user=request.user, key=key, request_hash=asked) as answer:
                if answer.is_repeat:
                    return HttpResponseRedirect(answer.body)
                url = self._url(form)
                answer.keep(url)
        except KeyReused:
            return self._back(_("This form was sent already. Choose the rows anew."))
        except RuleError as error:
            form.add_error(None, str(error))
            return self._ask(form)
        return HttpResponseRedirect(url)

    @property
    def _is_long(self) -> bool:
        return self.action.together is None and len(self.able) > AT_ONCE

    def _url(self, form: BulkForm) -> str:
        """Do it, and where to go on."""
        if self.action.together is not None:
            return self.action.together(
                self.rows,
                data=form.cleaned_data,
                by=self.request.user,
                at=timezone.now(),
            )
        return self._as_job() if self._is_long else self._now(form)

    def _now(self, form: BulkForm) -> str:
        outcome = bulk.run(
            kind=self.kind,
            action=self.action,
            pks=self.able,
            data=form.cleaned_data,
            key=bulk.new_key(),
            by=self.request.user,
            at=timezone.now(),
        )
        if done := len(outcome.done):
            text = ngettext("Done: %(n)s entry.", "Done: %(n)s entries.", done)
            messages.success(self.request, text % {"n": phrasing.number(done)})
        for found in outcome.refused[:SHOWN]:
            messages.warning(
                self.request,
                _("%(row)s: %(why)s") % {"row": found.row, "why": found.why},
            )
        left = len(outcome.refused) - SHOWN
        if left > 0:
            text = ngettext("%(n)s more was refused.", "%(n)s more were refused.", left)
            messages.warning(self.request, text % {"n": phrasing.number(left)})
        return self.back_url

    def _as_job(self) -> str:
        form = QueryDict(mutable=True)
        for name, values in self.request.POST.lists():
            if name not in {"csrfmiddlewaretoken", "ids", "confirm", "action"}:
                form.setlist(name, values)
        job = jobs.enqueue(
            kind=bulk_jobs.KIND,
            owner=self.request.user,
            at=timezone.now(),
            params={
                "list": self.list_key,
                "action": self.action.key,
                "ids": self.able,
                "key": bulk.new_key(),
            },
            asked={"form": form.urlencode()},
            total=len(self.able),
        )
        ring_job(job.pk)
        return job.get_absolute_url()

    @property
    def back_url(self) -> str:
        query = self.request.GET.urlencode()
        url = reverse(self.kind.url_name)
        return f"{url}?{query}" if query else url

    def _back(self, why: str):
        messages.error(self.request, why)
        return HttpResponseRedirect(self.back_url)


def _numbers(texts: list[str]) -> list[int]:
    """Ids as they came from the browser; what is none falls out."""
    found = [int(text) for text in texts if text.isascii() and text.isdigit()]
    return list(dict.fromkeys(pk for pk in found if pk < 2**63))
