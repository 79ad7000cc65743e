"""Composing: templates in which all that is the same each time is put in already.

Most of a page's template is the same for everybody who reads it in one language: the
template that it extends, words, addresses without a title, files. Django works all of
that out for each page. Here it is done once for each template and language, and what
is left for a page is what differs.
"""
