"""What the answer to a request depends on, of the pages that it tells something of."""

from django.http import HttpRequest

from accounts.shared import Key, article_key, depends_on, title_key
from articles.reading import Page


def depends_on_page(request: HttpRequest, page: Page) -> None:
    """State that the answer tells what a page says, and what stands around it."""
    depends_on(request, article_key(page.article.pk), *page.rendered_from)
    depends_on(request, *(title_key(one.article_id) for one in page.related))
    if page.led_by is not None:
        depends_on(request, article_key(page.led_by))
    # Of a revision it is not known, and would have to be asked.
    if Key.TITLES not in page.rendered_from and page.redirects_to is not None:
        # It is shown itself only because what it leads to is not there, or was not
        # wanted; another redirect may lead to it.
        depends_on(request, Key.TITLES)
