"""Copies: what is sent of a kept page, how, and when it is known already."""

import gzip

import brotli
import pytest

from canonica.shelf.copies import Answer, copy_of, encoding_for

BODY = b"<p>The same words again.</p>" * 50
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Content-Length", str(len(BODY))),
    ("ETag", '"of Django"'),
    ("Vary", "Cookie"),
]


def make_copy(body=BODY, status="200 OK", headers=HEADERS, **more):
    answer = Answer(status, headers, body)
    return copy_of(answer, ["site"], began=0.0, lasts=300.0, **more)


def sent(copy, method="GET", **environ):
    """The status, the headers and the body that somebody gets."""
    begun = []
    told = {"REQUEST_METHOD": method, **environ}
    content = b"".join(copy.send(told, lambda *one: begun.append(one)))
    status, headers = begun[0]
    assert len(dict(headers)) == len(headers), "each header stands once"
    return status, {name.lower(): value for name, value in headers}, content


def test_a_copy_is_sent_whole_with_the_headers_of_the_page():
    status, headers, content = sent(make_copy())

    assert (status, content) == ("200 OK", BODY)
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["content-length"] == str(len(BODY))
    assert headers["vary"] == "Accept-Encoding, Cookie"
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert headers["cache-status"] == "Canonica; hit"
    assert "content-encoding" not in headers


def test_what_else_the_page_varies_by_is_told():
    headers = [*HEADERS[:-1], ("Vary", "Accept-Datetime, Cookie")]

    _, told, _ = sent(make_copy(headers=headers))

    assert told["vary"] == "Accept-Encoding, Cookie, Accept-Datetime"


def test_the_page_says_itself_how_long_it_may_be_kept():
    own = [*HEADERS, ("Cache-Control", "max-age=3600")]

    assert sent(make_copy(headers=own))[1]["cache-control"] == "max-age=3600"


@pytest.mark.parametrize(
    ("encoding", "whole"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_compressed_copy_is_the_same_page_under_another_name(encoding, whole):
    copy = make_copy()
    plain = sent(copy)[1]

    _, headers, content = sent(copy, HTTP_ACCEPT_ENCODING=encoding)

    assert whole(content) == BODY
    assert headers["content-encoding"] == encoding
    assert headers["content-length"] == str(len(content))
    assert headers["etag"] != plain["etag"]
    assert headers["vary"] == plain["vary"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("BR;Q=1.0", "br"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0", ""),
        ("gzip ; q = 0.5", "gzip"),
        ("br;q=0.000", ""),
        ("identity", ""),
        ("*", ""),
        ("brotli", ""),
        ("br;q=nonsense", "br"),
        (",;,=;q=", ""),
    ],
)
def test_the_encoding_is_one_that_is_accepted(accepted, encoding):
    assert encoding_for(accepted) == encoding


def test_a_head_request_gets_all_but_the_body():
    status, headers, content = sent(make_copy(), method="HEAD")

    assert (status, content) == ("200 OK", b"")
    assert headers == sent(make_copy())[1] | {"last-modified": headers["last-modified"]}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', '{}, "y"', "*", " * "])
def test_whoever_has_it_is_told_so(method, encoding, form):
    copy = make_copy()
    tag = sent(copy, HTTP_ACCEPT_ENCODING=encoding)[1]["etag"]
    asked = {"HTTP_IF_NONE_MATCH": form.format(tag), "HTTP_ACCEPT_ENCODING": encoding}

    status, headers, content = sent(copy, method, **asked)

    assert (status, content) == ("304 Not Modified", b"")
    assert headers["etag"] == tag
    assert {"cache-control", "vary", "content-security-policy"} <= headers.keys()
    assert not {"content-length", "content-type", "content-encoding"} & headers.keys()


@pytest.mark.parametrize("tag", ['"other"', "W/", '""', "nonsense"])
def test_whoever_has_something_else_gets_the_page(tag):
    assert sent(make_copy(), HTTP_IF_NONE_MATCH=tag)[0] == "200 OK"


def test_a_name_counts_for_more_than_a_date():
    copy = make_copy()
    date = sent(copy)[1]["last-modified"]

    has_the_date = {"HTTP_IF_MODIFIED_SINCE": date}
    assert sent(copy, **has_the_date)[0] == "304 Not Modified"
    assert sent(copy, **has_the_date, HTTP_IF_NONE_MATCH='"old"')[0] == "200 OK"


@pytest.mark.parametrize("date", ["Fri, 01 Jan 2100 00:00:00 GMT", "nonsense", ""])
def test_another_date_says_nothing(date):
    assert sent(make_copy(), HTTP_IF_MODIFIED_SINCE=date)[0] == "200 OK"


def test_what_may_have_been_another_page_in_the_same_second_has_no_date():
    copy = make_copy(is_settled=False)

    assert "last-modified" not in sent(copy)[1]
    assert sent(copy, HTTP_IF_MODIFIED_SINCE="")[0] == "200 OK"


def test_equal_pages_have_equal_names_in_all_processes_and_others_have_others():
    name = sent(make_copy())[1]["etag"]

    assert sent(make_copy())[1]["etag"] == name
    assert sent(make_copy(body=BODY + b"!"))[1]["etag"] != name


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found"])
def test_what_is_no_page_is_never_said_to_be_known(status):
    copy = make_copy(status=status)

    assert "etag" not in sent(copy)[1]
    assert sent(copy, HTTP_IF_NONE_MATCH="*")[0] == status


def test_what_is_short_or_no_text_is_not_compressed():
    short = make_copy(body=b"ok")
    picture = make_copy(headers=[("Content-Type", "image/png")])

    for copy in (short, picture):
        assert "content-encoding" not in sent(copy, HTTP_ACCEPT_ENCODING="br")[1]
