"""Encoding: what a request says of its encoding makes no error of ours."""

from http import HTTPStatus
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application

from canonica.encoding import read_as_utf8

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("charset", "query"),
    [
        ("hex", "author=a"),
        ("rot13", "author=a"),
        ("unicode_escape", "author=%5Cud800"),
        ("utf-16", "author=a"),
        ("utf-8; x=y", "author=%C3%A4"),
    ],
)
def test_an_odd_encoding_is_answered_as_any_other(charset, query):
    environ = {
        "PATH_INFO": "/livez",
        "QUERY_STRING": query,
        "CONTENT_TYPE": f"text/plain; charset={charset}",
        "HTTP_HOST": "testserver",
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []

    read_as_utf8(get_wsgi_application())(
        environ, lambda status, _headers, *_more: statuses.append(status)
    )

    assert [int(status[:3]) for status in statuses] == [HTTPStatus.OK]
