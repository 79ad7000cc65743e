"""How log lines look: one line for one event, whatever someone put into it."""

import json
import logging
import re
import time
from typing import Any

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SECOND_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def logging_settings(log_format: str) -> dict[str, Any]:
    """Return Django's LOGGING for lines in the format "text" or "json"."""
    formatter = JsonFormatter if log_format == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers write elsewhere, or mail administrators.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # The development server's, which colours what our request log says.
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


class JsonFormatter(logging.Formatter):
    """One JSON object on one line, for programs: with what was given as extra."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as JSON, in which control characters are escaped."""
        event = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name, value in vars(record).items():
            if name not in _USUAL:
                event.setdefault(name, value)
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            event["stack"] = self.formatStack(record.stack_info)
        return json.dumps(event, default=str)


class TextFormatter(logging.Formatter):
    """A line for people, in which nobody can pretend to begin another."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as text; what follows the first line is indented."""
        message = _CONTROL_CHARACTERS.sub(_escaped, record.getMessage())
        lines = [f"{_time(record)} {record.levelname} {record.name}: {message}"]
        if record.exc_info:
            lines += _indented(self.formatException(record.exc_info))
        if record.stack_info:
            lines += _indented(self.formatStack(record.stack_info))
        return "\n".join(lines)


def _time(record: logging.LogRecord) -> str:
    second = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{second}.{int(record.msecs):03d}Z"


def _indented(text: str) -> list[str]:
    return ["    " + _SECOND_LINES.sub(_escaped, line) for line in text.split("\n")]


def _escaped(character: re.Match[str]) -> str:
    return character[0].encode("unicode_escape").decode("ascii")
