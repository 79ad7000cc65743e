"""Language: what is kept for everybody is in that of the encyclopedia."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def for_everybody() -> Iterator[None]:
    """Let what is said meanwhile be in the language of the encyclopedia.

    Whoever saves, or acts, may have chosen another one to read. Also a decorator.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield
