"""The store: how much stands in it, what stays, and what must never stand there."""

import pytest

from canonica.shelf.copies import Answer, copy_of
from canonica.shelf.store import Store

KB = 1024


def make_copy(*keys, size=1 * KB, status="200 OK"):
    body = bytes(size)
    headers = [("Content-Type", "application/octet-stream")]
    return copy_of(Answer(status, headers, body), keys, began=0.0, lasts=300.0)


def at(path, query=""):
    return ("localhost", path, query)


@pytest.fixture
def store():
    return Store(1000 * KB)


def put(store, path, *keys, **more):
    return store.put(at(path), make_copy(*keys, **more), store.begin())


def test_a_copy_is_found_at_its_address_and_nowhere_else(store):
    put(store, "/wiki/Ada", "article-1")

    assert store.find(at("/wiki/Ada")) is not None
    assert store.find(at("/wiki/Ada", "authors=show")) is None
    assert store.find(("evil.example", "/wiki/Ada", "")) is None
    assert store.find(at("/wiki/ada")) is None


def test_what_changed_is_found_no_longer_and_the_rest_is(store):
    put(store, "/wiki/Ada", "article-1", "site")
    put(store, "/history/Ada", "article-1", "site")
    put(store, "/wiki/Paris", "article-11", "site")

    store.throw_out(["article-1"])

    assert store.find(at("/wiki/Ada")) is None
    assert store.find(at("/history/Ada")) is None
    assert store.find(at("/wiki/Paris")) is not None


def test_a_copy_begun_before_a_change_is_not_kept_after_it(store):
    began = store.begin()
    store.throw_out(["article-1"])

    assert not store.put(at("/wiki/Ada"), make_copy("article-1"), began)
    assert store.put(at("/wiki/Paris"), make_copy("article-2"), began)
    assert put(store, "/wiki/Ada", "article-1")


def test_a_copy_begun_before_everything_was_thrown_out_is_not_kept(store):
    began = store.begin()
    put(store, "/wiki/Paris", "article-2")
    store.throw_out_all()

    assert not store.put(at("/wiki/Ada"), make_copy("article-1"), began)
    assert (len(store), store.bytes) == (0, 0)


def test_it_is_remembered_of_many_changes_that_they_were(store):
    began = store.begin()
    for number in range(30_000):
        store.throw_out([f"article-{number}"])

    assert not store.put(at("/wiki/Ada"), make_copy("article-1"), began)
    assert len(store._changed) < 25_000


def test_it_never_holds_more_than_it_may(store):
    for number in range(2000):
        put(store, f"/wiki/{number}", f"article-{number}", "site", size=10 * KB)
        assert store.bytes <= store.most_bytes

    kept = [store.find(at(f"/wiki/{number}")) for number in range(2000)]
    assert sum(copy.size for copy in kept if copy) == store.bytes
    assert 60 < len(store) < 100
    # Nor does it remember what it kept once.
    assert len(store._naming) == len(store) + 1


def test_what_is_too_large_pushes_nothing_out(store):
    put(store, "/wiki/Ada", "article-1")

    assert not put(store, "/wiki/Huge", "article-2", size=500 * KB)
    assert len(store) == 1


def test_a_crawl_does_not_push_out_what_is_read(store):
    put(store, "/wiki/Ada", "article-1", size=10 * KB)
    for number in range(2000):
        put(store, f"/revision/{number}", "article-1", size=10 * KB)
        if number % 20 == 0:
            store.find(at("/wiki/Ada")).is_used = True

    assert store.find(at("/wiki/Ada")) is not None


def test_a_copy_that_is_made_anew_takes_the_place_of_the_old_one(store):
    put(store, "/wiki/Ada", "article-1")
    before = store.bytes
    put(store, "/wiki/Ada", "article-1", "title-2")

    assert (len(store), store.bytes) == (1, before)
    store.throw_out(["title-2"])
    assert len(store) == 0


def test_nothing_is_kept_just_after_the_notice_changed(store):
    """Each process remembers the notice for two seconds."""
    store.throw_out(["site"])

    assert not put(store, "/wiki/Ada", "article-1", "site")


def test_it_is_known_what_changed_a_moment_ago(store):
    store.throw_out(["article-1"])

    assert not store.is_settled(["site", "article-1"])
    assert store.is_settled(["site", "article-2"])
