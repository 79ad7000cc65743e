"""Strangers at the door of the shelf, in one process, and what they are answered."""

import time
from io import BytesIO

from django.core.wsgi import get_wsgi_application
from django.db import connections

from canonica.encoding import read_as_utf8

ADA = "/wiki/Ada_Lovelace"
HIT = "Canonica; hit"


class Counted:
    """Django, and how often it was asked; it takes as long as it is told to."""

    def __init__(self):
        self.django = read_as_utf8(get_wsgi_application())
        self.asked = 0
        self.takes = 0.0

    def __call__(self, environ, start_response):
        self.asked += 1
        answer = self.django(environ, start_response)
        time.sleep(self.takes)
        return answer


class Strangers:
    """They ask at a door, and get a status, headers and a body."""

    def __init__(self, door):
        self.door = door

    def __call__(self, path=ADA, query="", **more):
        begun = []
        environ = environ_of(path, query) | more
        content = self.door(environ, lambda *one: begun.append(one[:2]))
        body = b"".join(content)
        if hasattr(content, "close"):
            content.close()
        status, headers = begun[-1]
        return status, {name.lower(): value for name, value in headers}, body.decode()


def environ_of(path, query):
    """What a web server tells of a request."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }


def source_of(answer):
    return answer[1].get("cache-status", "")


def is_kept(ask, *address, **more):
    """Whether the same request is answered from the shelf when it comes again."""
    ask(*address, **more)
    return source_of(ask(*address, **more)) == HIT


def wait_for(is_so, seconds=1.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it was not so in time"
        time.sleep(0.01)


def answered_elsewhere(ask, *address):
    """Ask in a thread, whose connection to the database goes with it."""
    try:
        return ask(*address)
    finally:
        connections.close_all()
