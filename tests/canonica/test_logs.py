"""A log line is one event, and nothing that is put into it can forge another."""

import json
import logging
import sys

import pytest

from canonica.logs import JsonFormatter, TextFormatter, logging_settings


def make_record(message: str = "It rains.", *args: object, **extra: object):
    return logging.makeLogRecord(
        {
            "name": "canonica.weather",
            "levelno": logging.WARNING,
            "levelname": "WARNING",
            "msg": message,
            "args": args,
            "created": 1700000000.25,
            "msecs": 250.0,
            **extra,
        }
    )


def make_failure():
    try:
        raise ValueError("first\nsecond\x1b[31m")
    except ValueError:
        return make_record("It broke.", exc_info=sys.exc_info())


def test_json_says_when_what_and_by_whom():
    line = JsonFormatter().format(make_record("%s of %d", "rain", 3))

    assert json.loads(line) == {
        "time": "2023-11-14T22:13:20.250Z",
        "level": "WARNING",
        "logger": "canonica.weather",
        "message": "rain of 3",
    }


def test_json_has_extra_fields_but_they_do_not_replace_ours():
    record = make_record(status=503, level="forged", thing=object)

    event = json.loads(JsonFormatter().format(record))

    assert event["status"] == 503
    assert event["level"] == "WARNING"
    assert event["thing"] == "<class 'object'>"


def test_json_has_the_exception_as_a_field():
    line = JsonFormatter().format(make_failure())

    assert "\n" not in line
    assert json.loads(line)["exception"].startswith("Traceback (most recent")


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize(
    "nasty", ["a\nb", "a\r\nb", "a\x1b[2Jb", "a\x00b", "a\x85b", "a\u2028b", "a\x7fb"]
)
def test_control_characters_are_escaped(formatter, nasty):
    line = formatter.format(make_record("path %s", nasty))

    assert line.isprintable()


def test_text_is_one_line():
    assert (
        TextFormatter().format(make_record("GET /é\n2023 INFO forged"))
        == "2023-11-14T22:13:20.250Z WARNING canonica.weather:"
        " GET /é\\n2023 INFO forged"
    )


def test_text_indents_an_exception_and_escapes_it():
    first, *rest = TextFormatter().format(make_failure()).split("\n")

    assert first.endswith("It broke.")
    assert rest[-2:] == ["    ValueError: first", "    second\\x1b[31m"]
    assert all(line.startswith("    ") for line in rest)


@pytest.mark.parametrize(
    ("log_format", "formatter"), [("json", JsonFormatter), ("text", TextFormatter)]
)
def test_settings_choose_the_format(log_format, formatter):
    settings = logging_settings(log_format)

    assert settings["formatters"]["line"]["()"] is formatter
