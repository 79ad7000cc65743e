"""The loader: keeps each template composed, once for each language."""

from collections.abc import Callable
from typing import Any

from django.template import Origin, Template
from django.template.loaders import cached
from django.utils.translation import get_language

from canonica.composing.inheritance import flattened
from canonica.composing.standing import composed


class Loader(cached.Loader):
    """Takes templates from other loaders, as Django's cached one does."""

    def __init__(self, engine: Any, loaders: list[Any]) -> None:
        super().__init__(engine, loaders)
        self.composed: dict[tuple[str | None, str], Template] = {}
        """By languages and names: the templates that were asked for."""

    def get_template(
        self, template_name: str, skip: list[Origin] | None = None
    ) -> Template:
        """Return the template, composed in the language that is spoken now.

        As it is, with its blocks, to one that only now found out what it extends.
        """
        if skip is not None:
            return super().get_template(template_name, skip)
        key = get_language(), template_name
        if key not in self.composed:
            self.composed[key] = self._compose(template_name)
        return self.composed[key]

    def reset(self) -> None:
        """Forget all: somebody works on the templates."""
        super().reset()
        self.composed.clear()

    def _compose(self, name: str) -> Template:
        # What Django's loader keeps would be composed twice.
        fresh: Callable[..., Template] = super(cached.Loader, self).get_template
        template = fresh(name)
        template.nodelist = composed(flattened(template, fresh))
        return template
