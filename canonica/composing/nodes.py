"""Nodes: what is left of Django's when all that is known beforehand is put in."""

from typing import Any, Self

from django.template import Node, Template
from django.template.base import FilterExpression, render_value_in_context
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language, gettext, pgettext

from accounts.routes import address_of
from canonica.composing import fragments
from canonica.composing.walking import fixed

Named = dict[str, FilterExpression]
Given = dict[str, Any]


class Phrase(Node):
    """``blocktranslate``: a sentence, already translated, with places for values."""

    def __init__(self, sentence: str, names: list[str], given: Named) -> None:
        self._sentence = sentence
        self._names = names
        self._given = given

    @classmethod
    def of(cls, node: BlockTranslateNode) -> Self | None:
        """Return what the node says in the present language.

        None if that depends on a number or is named, or a translation is malformed:
        then Django knows better.
        """
        if node.plural or node.asvar:
            return None
        words, names = node.render_token_list(node.singular)
        about = fixed(node.message_context) if node.message_context else ""
        if about is None:
            return None
        sentence = pgettext(str(about), words) if about else gettext(words)
        try:
            sentence % dict.fromkeys(names, "")
        except (KeyError, ValueError):
            return None
        return cls(sentence, names, node.extra_context)

    def render(self, context: Context) -> str:
        """Return the sentence with its values."""
        if not self._names:
            return self._sentence % {}
        given = {name: value.resolve(context) for name, value in self._given.items()}
        with context.push(**given):
            values = {
                name: render_value_in_context(context.get(name, ""), context)
                for name in self._names
            }
        return self._sentence % values


class Address(Node):
    """``url``: the address of a page whose route is known."""

    def __init__(
        self, route: str, values: list[FilterExpression], name: str | None
    ) -> None:
        self._route = route
        self._values = values
        self._name = name

    @classmethod
    def of(cls, node: URLNode) -> Self | None:
        """Return the same, or None if its route is found out later or it has names."""
        route = fixed(node.view_name)
        if not isinstance(route, str) or node.kwargs:
            return None
        return cls(route, node.args, node.asvar)

    def render(self, context: Context) -> str:
        """Return the address, or keep it under its name."""
        values = [value.resolve(context) for value in self._values]
        try:
            address = address_of(self._route, *values)
        except NoReverseMatch:
            if not self._name:
                raise
            address = ""
        if self._name:
            context[self._name] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


class Included(Node):
    """``include``: a template whose name is known."""

    def __init__(self, name: str, given: Named, *, is_apart: bool) -> None:
        self._name = name
        self._given = given
        self._is_apart = is_apart
        self._template: Template | None = None

    @classmethod
    def of(cls, node: IncludeNode) -> Self | None:
        """Return the same, or None if its name is found out later, or is relative."""
        name = fixed(node.template)
        if not isinstance(name, str) or name.startswith("."):
            return None
        return cls(name, node.extra_context, is_apart=node.isolated_context)

    def render(self, context: Context) -> str:
        """Return what the template says, of the context or only of what it is given."""
        if self._template is None:
            # Not before: a template may include itself.
            page: Any = context.template
            self._template = page.engine.get_template(self._name)
        given = {name: value.resolve(context) for name, value in self._given.items()}
        if not self._is_apart:
            with context.push(**given):
                return self._template.render(context)
        if self._name not in fragments.ROWS:
            return self._apart(self._template, context, given)
        key = get_language(), context.autoescape, self._name, fragments.state_of(given)
        row = fragments.find(key)
        if row is None:
            row = self._apart(self._template, context, given)
            fragments.keep(key, row)
        return row

    def _apart(self, template: Template, context: Context, given: Given) -> str:
        """Return what it says of nothing but what it is given."""
        around = context.dicts
        context.dicts = [around[0], given]
        try:
            return template.render(context)
        finally:
            context.dicts = around
