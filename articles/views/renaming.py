"""Renaming: the page on which an article gets another title."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act, count_acts
from articles import lifecycle
from articles.forms import new_key
from articles.lifecycle_forms import RenameForm
from articles.listing import pages_linking_to
from articles.views.canonical import canonical
from articles.views.moving import (
    REFUSALS,
    answer,
    article_or_404,
    edit_of,
    opened_by,
    sender_of,
)
from markup import Title

_MOST_LINKS = 20


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def rename_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Give an article another title; a GET shows what that would do."""
    article = article_or_404(title)
    initial = {
        "new_title": request.GET.get("new_title", title.text),
        "key": new_key(),
        "editor": opened_by(request),
    }
    form, refused = RenameForm(request.POST or None, initial=initial), None
    if sender := sender_of(request, form):
        edit = edit_of(request, form, title, sender)
        try:
            count_acts(request, Act.MOVE)
            saved = lifecycle.rename(edit, form.cleaned_data["new_title"])
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            refused = refusal
        else:
            words = gettext("The page was renamed. “%(title)s” leads here.")
            messages.success(request, words % {"title": title})
            return redirect(saved.article)
    context = {"linking": pages_linking_to(title, size=_MOST_LINKS)}
    return answer(request, "articles/rename.html", article, form, context, refused)
