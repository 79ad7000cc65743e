"""Guarded pages: what is held, reported, blocked, hidden and deleted in the world."""

import re
from collections.abc import Mapping

from tests.browser.people import Administrator, Member, Writer, address

HELD = "Held quay"
_BASE = "The held quay is long.\n\nIt is of stone.\n\nIt has two cranes.\n"
_PROPOSAL = re.compile(r'href="/proposal/([\w-]+)"')
_BECAUSE = {"reason": "So that everybody sees it"}

Ids = Mapping[str, int | str]


def guard(writer: Writer, administrator: Administrator) -> Ids:
    """Let a moderator's day leave its traces, and return the ids of those."""
    administrator.protect("Protected pier")
    administrator.send(address("delete", "Sunken pier"), _BECAUSE)
    ids = {
        **_hidden(writer, administrator),
        **_proposals(writer, administrator),
        **_reported(writer, administrator),
        **_blocked(administrator),
    }
    administrator.send(
        address("protect", "Harbours"), {"rename": "trusted", **_BECAUSE}
    )
    return ids


def _hidden(writer: Writer, administrator: Administrator) -> Ids:
    first = writer.write("Hidden quay", "A quay.\n", summary="Something private")
    writer.write("Hidden quay", "A hidden quay.\n")
    fields = {"fields_hidden": "summary", **_BECAUSE}
    administrator.send(f"/hide/{first}", fields)
    return {"hidden": first}


def _proposals(writer: Writer, administrator: Administrator) -> Ids:
    """Propose edits that wait, contradict the page, and came back."""
    administrator.write(HELD, _BASE)
    rule = {"title": HELD, "level": "moderator", **_BECAUSE}
    administrator.send("/holding", rule)
    changes = {
        "held": ("long", "very long, and wide"),
        "contested": ("two cranes", "three cranes"),
        "sent_back": ("of stone", "of some kind of stone"),
    }
    tokens = {
        f"{name}_token": _propose(writer, _BASE.replace(*words))
        for name, words in changes.items()
    }
    waiting = administrator.numbers_on("/review", "review")
    ids = dict(zip(changes, waiting, strict=True))
    administrator.write(HELD, _BASE.replace("two cranes", "no cranes"))
    administrator.send(
        f"/review/{ids['sent_back']}",
        {"action": "send-back", "answer": "Which kind is it?"},
    )
    return {**ids, **tokens}


def _propose(writer: Writer, text: str) -> str:
    path = address("edit", HELD)
    fields = {"text": text, "summary": "Measured", "action": "publish"}
    answer = writer.send(path, fields, status=202)
    [token] = _PROPOSAL.findall(answer.text)
    return str(token)


def _reported(writer: Writer, administrator: Administrator) -> Ids:
    for cause, words in (("wrong", "It is much older."), ("spam", "")):
        fields = {"cause": cause, "text": words}
        writer.send(address("report", "Harbour"), fields)
    return {"report": administrator.numbers_on("/moderation", "settle")[0]}


def _blocked(administrator: Administrator) -> Ids:
    """Block somebody from one page, who asks for mercy."""
    with Member(administrator.site) as member:
        fields = {"name": member.name, "pages": "Forbidden quay", "days": "31"}
        administrator.send(
            f"/block/account/{member.name}", {**fields, "acts": "edit", **_BECAUSE}
        )
        block = administrator.numbers_on("/blocks", "block")[0]
        member.send(f"/block/{block}", {"text": "I did not know. Please."})
    return {"block": block, "appeal": administrator.numbers_on("/appeals", "appeal")[0]}
