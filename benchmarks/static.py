"""Static: pages for strangers, in turns with nginx serving the same bytes."""

import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.core.management.base import OutputWrapper

from articles.progress import shown_while
from benchmarks.generated.vocabulary import title_of
from benchmarks.processor import family_of, seconds_of
from benchmarks.site import LARGE, WORKERS, Site, free_port, program

MISSING = (
    "The comparison with a static file server is left out: it needs nginx and wrk"
    " (on Debian: apt-get install nginx-light wrk)."
)
_CONNECTIONS = 8
_ROUNDS = 5
_SECONDS = 2
_SLOWEST = 2.0
"""So many times nginx's slowest hundredth ours may take."""

_CONFIGURATION = """
worker_processes {workers}; daemon off; pid {folder}/pid; error_log {folder}/log;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
    open_file_cache max=100; types {{}} default_type "text/html; charset=utf-8";
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; {headers} }}
}}
"""
_SENT_TOO = ("content-security-policy", "x-content-type-options", "referrer-policy")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_DONE = re.compile(r"(\d+) requests in")
_SLOW = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_FAILED = re.compile(r"Non-2xx or 3xx|Socket errors: .*")
_IN_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """How a server did in one round."""

    per_second: float
    slow: float
    """Milliseconds that 99 of 100 requests took at most."""
    processor: float
    """Microseconds of processor time of a request."""


@dataclass(frozen=True, slots=True)
class Against:
    """How we do beside nginx: ratios of rounds that followed each other."""

    name: str
    ours: list[Rate]
    theirs: list[Rate]
    bar: float | None

    @property
    def ratio(self) -> float:
        """Our requests in a second, for each of nginx's."""
        return statistics.median(m.per_second / t.per_second for m, t in self._pairs)

    @property
    def slowness(self) -> float:
        """How many times as long our slowest hundredth takes."""
        return statistics.median(m.slow / t.slow for m, t in self._pairs)

    @property
    def is_over(self) -> bool:
        is_slow = self.bar is not None and self.ratio < self.bar
        return is_slow or self.slowness > _SLOWEST

    @property
    def _pairs(self) -> Iterator[tuple[Rate, Rate]]:
        return zip(self.ours, self.theirs, strict=True)


def can_be_measured() -> bool:
    return program("nginx") is not None and program("wrk") is not None


def measure_against_nginx(site: Site) -> list[Against]:
    """Let both serve a page, the page unchanged (304), and a page of 200 kB."""
    page, large = (f"/wiki/{quote(t.replace(' ', '_'))}" for t in _titles())
    cases = (
        ("article for a stranger", page, False, 0.6),
        ("304 of it", page, True, None),
        ("article of 200 kB", large, False, 0.5),
    )
    with (
        TemporaryDirectory() as folder,
        _nginx(site, Path(folder), [page, large]) as (
            port,
            pid,
        ),
    ):
        found = []
        for name, path, is_known, bar in shown_while(
            "Beside nginx", cases, OutputWrapper(sys.stderr)
        ):
            ours: list[Rate] = []
            theirs: list[Rate] = []
            for turn in range(_ROUNDS):
                sides = [(site.port, site.server, ours), (port, pid, theirs)]
                for at, server, rates in sides[:: 1 if turn % 2 else -1]:
                    rates.append(_round(at, server, path, is_known=is_known))
            found.append(Against(name, ours, theirs, bar))
    return found


def is_304_slower(found: list[Against]) -> bool:
    """Whether a 304 is not even as fast as the page that it spares."""
    page, unchanged, _ = found
    rates = [
        statistics.median(r.per_second for r in one.ours) for one in (page, unchanged)
    ]
    return rates[1] < rates[0]


def _titles() -> tuple[str, str]:
    return title_of(0), str(LARGE)


def _round(port: int, server: int, path: str, *, is_known: bool) -> Rate:
    address = f"http://127.0.0.1:{port}{path}"
    command = [
        *(str(program("wrk")), "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s"),
        *("--latency", address),
    ]
    if is_known:
        command += ["-H", f"If-None-Match: {_answer(port, path)[1]['etag']}"]
    family = family_of(server)
    before = seconds_of(family)
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    used = seconds_of(family) - before
    if failed := _FAILED.search(done.stdout):
        raise RuntimeError(f"{address}: {failed[0]}")
    requests, slow = _DONE.search(done.stdout), _SLOW.search(done.stdout)
    rate = _RATE.search(done.stdout)
    if not (requests and slow and rate):
        raise RuntimeError(f"wrk said what was not understood: {done.stdout}")
    return Rate(
        per_second=float(rate[1]),
        slow=float(slow[1]) * _IN_MILLISECONDS[slow[2]],
        processor=used * 1e6 / int(requests[1]),
    )


@contextmanager
def _nginx(site: Site, folder: Path, paths: list[str]) -> Iterator[tuple[int, int]]:
    """Serve what the site answers as files; yield the port and the process."""
    headers: dict[str, str] = {}
    for path in paths:
        body, headers = _answer(site.port, path)
        file = folder / "pages" / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    folder.chmod(0o755)
    port = free_port()
    sent = " ".join(
        f'add_header {name} "{headers[name]}";' for name in _SENT_TOO if name in headers
    )
    configuration = _CONFIGURATION.format(
        workers=WORKERS, folder=folder, port=port, headers=sent,
        user="user root;" if os.getuid() == 0 else "",
    )  # fmt: skip
    (folder / "nginx.conf").write_text(configuration)
    command = [str(program("nginx")), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port, paths[0])
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, path: str) -> None:
    for _ in range(50):
        try:
            _answer(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("nginx does not answer.")


def _answer(port: int, path: str) -> tuple[bytes, dict[str, str]]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}.")
    return body, {name.lower(): value for name, value in answer.getheaders()}
