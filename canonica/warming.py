"""Warming: what the first request would wait for is loaded before it comes."""

import gc
from importlib import import_module

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from markup import parse, to_html

_PAGES = (
    "articles/front.html",
    "articles/show.html",
    "articles/edit.html",
    "articles/history.html",
    "articles/diff.html",
)
"""Those that readers and editors come to first; the others are compiled when asked."""
_OBJECTS_BETWEEN_LOOKS = 10_000


def warm() -> None:
    """Load views, templates and grammar, and spare them the collector of garbage.

    It would look through all that was loaded at every few hundredth page, which takes
    longer than the page; and one page or difference makes thousands of objects, none
    of which is garbage yet. So it looks less often, and only at what is new.
    """
    import_module(settings.ROOT_URLCONF)  # which imports every view
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for page in _PAGES:
                get_template(page)
    to_html(parse("Some *words*."))
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 20)
