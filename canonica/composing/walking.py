"""Walking: through the nodes that Django made of a template, and what they contain."""

from collections.abc import Callable

from django.template import Node, NodeList
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import IfNode
from django.templatetags.i18n import LanguageNode

Change = Callable[[Node], Node]


def changed(nodes: NodeList, change: Change) -> NodeList:
    """Return the nodes, each changed after those in it, which are changed in place.

    Texts that stand side by side then are one.
    """
    result = NodeList()
    for node in nodes:
        _change_inside(node, change)
        new = change(node)
        last = result[-1] if result else None
        if isinstance(new, TextNode) and isinstance(last, TextNode):
            new = TextNode(last.s + new.s)
            result.pop()
        # Django tells by these where something went wrong.
        new.token, new.origin = node.token, node.origin
        result.append(new)
    return result


def fixed(expression: FilterExpression) -> object:
    """Return what is written in a template as it is; None if it is found out later."""
    if expression.filters:
        return None
    if isinstance(expression.var, Variable):
        return expression.var.literal if expression.var.lookups is None else None
    return expression.var


def _change_inside(node: Node, change: Change) -> None:
    if isinstance(node, LanguageNode):
        return  # what is in it is in another language
    if isinstance(node, IfNode):
        node.conditions_nodelists = [
            (condition, changed(inside, change))
            for condition, inside in node.conditions_nodelists
        ]
        return
    for name in node.child_nodelists:
        inside = getattr(node, name, None)
        if inside is not None:
            setattr(node, name, changed(inside, change))
