"""Documents: texts, parsed with the templates that they call.

What markup says in a page, as that a template is missing, is kept for everybody: in
the language of the encyclopedia, whichever one whoever saves it has chosen to read.
"""

from collections.abc import Callable, Collection, Mapping

from accounts.language import for_everybody
from articles.models import Article
from markup import Document, Namespace, parse
from markup.budget import MAX_OPENERS
from markup.sections import Section, find_section
from markup.templates import MAX_CALLS, MAX_DEPTH, body_of, called_in


def document_of(text: str, templates: Mapping[str, str] | None = None) -> Document:
    """Parse a text, with these texts of templates or those that they have now.

    A query for each level of templates in templates; none without.
    """
    with for_everybody():
        return parse(text, templates_for(text) if templates is None else templates)


def section_of(text: str, anchor: str) -> Section | None:
    """Return the section of a text with this anchor, as its page has it."""
    with for_everybody():
        return find_section(text, anchor, templates_for(text))


def templates_for(
    text: str, texts_of: Callable[[Collection[str]], dict[str, str]] | None = None
) -> dict[str, str]:
    """Return the texts of all templates a text may call, directly or not, by titles.

    Where they are as they were at another time, whoever knows them gives their texts.
    """
    found: dict[str, str] = {}
    # Such a text is not parsed: there is no need to look what it calls.
    wanted = called_in(text) if text.count("{{") <= MAX_OPENERS else set()
    for _ in range(MAX_DEPTH):
        missing = {title.text for title in wanted} - found.keys()
        if not missing or len(found) > MAX_CALLS:
            break
        texts = (texts_of or _texts_of)(sorted(missing)[:MAX_CALLS])
        if not texts:
            break
        found |= texts
        bodies = map(body_of, texts.values())
        wanted = {title for body in bodies for title in called_in(body)}
    return found


def _texts_of(titles: Collection[str]) -> dict[str, str]:
    pages = Article.objects.published().in_namespace(Namespace.TEMPLATE)
    return dict(
        pages.filter(title__in=titles).values_list("title", "current_revision__text")
    )
