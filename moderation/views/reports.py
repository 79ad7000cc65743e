"""Reports: sent from a page or an edit, and settled by moderators."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act, count_acts
from accounts.limits import client_address
from accounts.requests import viewer_of
from accounts.rights import Right, require
from articles.models import Article, Revision
from articles.views.canonical import canonical
from articles.views.parameters import number_in
from articles.views.viewers import revision_or_404
from markup import Title
from moderation.forms import ReportForm, SettleForm
from moderation.models import Report
from moderation.reports import claim_report, send_report, settle
from moderation.views.answers import answer


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def report_page(request: HttpRequest, title: Title) -> HttpResponse:
    """Report a page, or with ``revision`` one edit of it, to the moderators."""
    article = get_object_or_404(Article.objects.published(), title=title.text)
    revision = _revision(request, article)
    form = ReportForm(request.POST or None)
    context = {"title": title, "revision": revision}

    def do() -> HttpResponse:
        count_acts(request, Act.REPORT)
        send_report(
            article,
            cause=form.cleaned_data["cause"],
            text=form.cleaned_data["text"],
            reporter=viewer_of(request),
            address=client_address(request),
            revision=revision,
        )
        messages.success(request, gettext("Thank you. The moderators will look at it."))
        return redirect(article)

    return answer(request, "moderation/report.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a report; a POST claims it, or says what became of it."""
    viewer = require(viewer_of(request), Right.SETTLE_REPORTS)
    report = get_object_or_404(Report.objects.for_listing(), pk=report_id)
    if request.method == "POST" and request.POST.get("action") == "claim":
        claim_report(report, by=viewer)
        return redirect("moderation:settle-report", report.pk)
    form = SettleForm(request.POST or None)
    context = {"report": report, "title": report.article.parsed_title}

    def do() -> HttpResponse:
        sent = form.cleaned_data
        settle(report, by=viewer, outcome=sent["outcome"], answer=sent["answer"])
        messages.success(request, gettext("The report was settled."))
        return redirect("moderation:inbox")

    return answer(request, "moderation/settle_report.html", form, context, do)


def _revision(request: HttpRequest, article: Article) -> Revision | None:
    number = number_in(request, "revision")
    if number is None:
        return None
    revision = revision_or_404(request, number)
    if revision.article_id != article.pk:
        raise Http404
    return revision
