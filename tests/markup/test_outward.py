"""Outward: every way in which a text leads to a host is seen."""

import time

import pytest

from markup.outward import hosts_in


@pytest.mark.parametrize(
    "text",
    [
        "[words](http://spam.example)",
        "[words](https://SPAM.example/path?x#y)",
        "[words](//spam.example/a)",
        "[words](https://user:word@spam.example:8080/)",
        "[words](https:spam.example)",
        "[words](https:/spam.example)",
        "[words](https:///spam.example)",
        "[words](http:\\\\spam.example)",
        "[words](http&#58;//spam.example)",
        "[words](http://sp%61m.example)",
        "[words](http://spam.example.)",
        '[words](<http://spam.example> "title")',
        "[words][1]\n\n[1]: http://spam.example/x",
        "<https://spam.example/x>",
        "[write](mailto:someone@spam.example?subject=x)",
        "<someone@spam.example>",
        "![picture](https://spam.example/dot.png)",
        "* > ## [words](http://spam.example)",
        "A note.[^1]\n\n[^1]: [words](http://spam.example)",
        "| a |\n|---|\n| [words](http://spam.example) |",
        "Copy http://spam.example/x into your browser.",
        "`https://spam.example`",
    ],
)
def test_a_host_is_seen_however_it_is_linked(text):
    assert hosts_in(text) == {"spam.example"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words only.",
        "[[Ada Lovelace]] and [[Category:People]]",
        "[up](#life) [page](/wiki/Ada) [beside](Ada)",
        "spam.example without a scheme",
        "[words](javascript://spam.example)",
    ],
)
def test_what_leads_nowhere_outside_has_no_host(text):
    assert hosts_in(text) == frozenset()


def test_all_hosts_of_a_text_are_seen():
    text = "[a](http://one.example) [b](//two.example) <mailto:a@three.example>"

    assert hosts_in(text) == {"one.example", "two.example", "three.example"}


def test_a_long_text_takes_no_longer_than_its_length():
    text = "http://a" * 20_000 + "[](" * 100

    start = time.process_time()
    hosts_in(text)

    assert time.process_time() - start < 2
