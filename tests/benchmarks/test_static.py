"""The comparison with nginx needs programs that not every machine has."""

import shutil

from benchmarks import static


def test_without_nginx_or_wrk_it_is_left_out_and_says_how_to_get_them(monkeypatch):
    for absent in ("nginx", "wrk"):
        monkeypatch.setattr(
            shutil,
            "which",
            lambda name, path=None, absent=absent: None if name == absent else name,
        )
        assert not static.can_be_measured()

    monkeypatch.setattr(shutil, "which", lambda name, path=None: name)
    assert static.can_be_measured()
    assert "apt-get install nginx-light wrk" in static.MISSING
