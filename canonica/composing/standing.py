"""Standing: what is the same in each page of one language stands in its template."""

from django.template import Node, NodeList
from django.template.base import FilterExpression, TextNode
from django.template.context import Context
from django.template.defaulttags import CommentNode, LoadNode, URLNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode

from canonica.composing.nodes import Address, Included, Phrase
from canonica.composing.walking import changed, fixed


def composed(nodes: NodeList) -> NodeList:
    """Return the nodes, with all put in that the present language says."""
    return changed(nodes, _put_in)


def _put_in(node: Node) -> Node:
    if _is_always_the_same(node):
        return TextNode(node.render(Context()))
    if isinstance(node, BlockTranslateNode):
        return Phrase.of(node) or node
    if isinstance(node, URLNode):
        return Address.of(node) or node
    if isinstance(node, IncludeNode):
        return Included.of(node) or node
    return node


def _is_always_the_same(node: Node) -> bool:
    match node:
        case LoadNode() | CommentNode():
            return True
        case TranslateNode(asvar=None):
            return _are_fixed(node.filter_expression, node.message_context)
        case StaticNode(varname=None):
            return _are_fixed(node.path)
        case URLNode(asvar=None, args=[], kwargs={}) if not node.kwargs:
            return _are_fixed(node.view_name)
    return False


def _are_fixed(*expressions: FilterExpression | None) -> bool:
    return all(each is None or fixed(each) is not None for each in expressions)
