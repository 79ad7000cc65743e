"""The one signal: an article was published."""

from django.dispatch import Signal

article_published = Signal()
"""Sent after the commit that made a revision current, with ``revision``.

This is how a part above ``articles`` reacts to an edit.
"""
