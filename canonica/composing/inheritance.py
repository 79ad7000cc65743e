"""Inheritance: a template that extends others becomes one, with all its blocks."""

from collections.abc import Callable
from typing import Any

from django.template import Node, NodeList, Template
from django.template.base import TextNode, VariableNode
from django.template.context import Context
from django.template.loader_tags import BlockNode, ExtendsNode

from canonica.composing.walking import changed, fixed

Loads = Callable[[str, Any], Template]
Blocks = dict[str, list[BlockNode]]
"""By names: how a block is defined, first by the template that is asked for."""
_SUPER = "block.super"


class Part(Node):
    """What stands in the place of a block. What is named in it is not known outside."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> Any:
        """Return its words."""
        with context.push():
            return self.nodelist.render(context)


def flattened(template: Template, load: Loads) -> NodeList:
    """Return the nodes of the template at the root, with the blocks of those below it.

    Each must be loaded anew: its nodes become part of this one. Nothing is changed if
    what one of them extends is only found out when a page is made.
    """
    blocks: Blocks = {}
    root, seen = template, [template.origin]
    while (extends := _extends(root)) is not None:
        name: Any = extends.parent_name  # whose type in the stubs is too wide
        parent = fixed(name)
        if not isinstance(parent, str):
            return template.nodelist
        for block in extends.blocks.values():
            blocks.setdefault(block.name, []).append(block)
        root = load(parent, seen)
        seen.append(root.origin)
    return _filled(root.nodelist, blocks) if root is not template else root.nodelist


def _extends(template: Template) -> ExtendsNode | None:
    found = [node for node in template.nodelist if isinstance(node, ExtendsNode)]
    return found[0] if found else None


def _filled(nodes: NodeList, blocks: Blocks) -> NodeList:
    def fill(node: Node) -> Node:
        if not isinstance(node, BlockNode):
            return node
        defined = blocks.get(node.name, [])
        return _part(defined if node in defined else [*defined, node], blocks)

    return changed(nodes, fill)


def _part(definitions: list[BlockNode], blocks: Blocks) -> Node:
    """Return the first of a block's definitions, with those it asks for in it."""
    if not definitions:
        return TextNode("")
    first, *others = definitions

    def fill(node: Node) -> Node:
        if isinstance(node, VariableNode) and str(node.filter_expression) == _SUPER:
            return _part(others, blocks)
        return node

    return Part(_filled(changed(first.nodelist, fill), blocks))
