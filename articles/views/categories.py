"""Categories: what belongs to one, which belong to it, and the list of all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.requests import viewer_of
from accounts.shared import Key, depends_on, shared
from articles import subjects
from articles.policy import may_edit
from articles.reading import PageDeleted, PageMissing, find_page
from articles.views.absent import absent
from articles.views.described import context_of
from articles.views.parameters import text_in
from markup import Title


@shared(Key.CATEGORIES, Key.TITLES)
@require_safe
def all_categories(request: HttpRequest) -> HttpResponse:
    """List the categories in use, each with those that are in it."""
    after, before = text_in(request, "after"), text_in(request, "before")
    start = text_in(request, "from").replace("_", " ")
    found = subjects.categories(after=after, before=before, start=start)
    if before and not found.rows:
        found = subjects.categories()
    context = {"categories": found, "letters": subjects.letters_of_categories()}
    return render(request, "articles/categories.html", context)


def show_category(request: HttpRequest, title: Title) -> HttpResponse:
    """Show what belongs to a category below its own text, if it has any."""
    depends_on(request, Key.CATEGORIES, Key.TITLES)
    children = subjects.subcategories_of(
        title,
        after=text_in(request, "inner_after"),
        before=text_in(request, "inner_before"),
    )
    members = subjects.category_pages(
        title,
        after=text_in(request, "after"),
        before=text_in(request, "before"),
        start=text_in(request, "from"),
    )
    try:
        # Its members are its own, even if it leads to another category.
        context = context_of(request, find_page(title, following_redirects=False))
    except (PageDeleted, PageMissing) as reason:
        if not children.rows and not members.rows:
            return absent(request, title, reason)
        context = {
            "page": None,
            "title": title,
            "may_edit": may_edit(viewer_of(request), None),
            "description": gettext("The pages that belong to %(category)s.")
            % {"category": title.name},
        }
    context |= {
        "children": children,
        "members": members,
        "letters": subjects.letters_of_members(title),
        "size": subjects.size_of(title),
        "is_category": True,
    }
    return render(request, "articles/category.html", context)
