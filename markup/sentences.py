"""Join what two sides made of one passage, sentence by sentence."""

import re
from collections import Counter
from collections.abc import Iterator

from markup.hunks import Hunk
from markup.joining import Side, Stretch, join
from markup.pairing import is_worth_tracing
from markup.wording import join_words

_LONGEST = 20_000
# The group that matches is what parts two sentences. A full stop before a small
# letter ends an abbreviation rather than a sentence.
_SENTENCE_END = re.compile(
    r"""[.!?\u2026]["'\u201d\u2019\u00bb)\]*_]*([^\S\n]++)(?![a-z])"""
    r"""|[\u3002\uff01\uff1f][\u201d\u2019\u300d\u300f\uff09]*()"""  # Chinese, Japanese
    r"""|(\n)"""
)


def join_sentences(base: str, mine: str, theirs: str) -> str | None:
    """Return the passage with both sides' changes, or None if they contradict.

    The same sentence may be changed by both where ``join_words`` allows it.
    """
    if max(map(len, (base, mine, theirs))) > _LONGEST:
        return None
    versions = [list(_split_sentences(text)) for text in (base, mine, theirs)]
    old = versions[0]
    my_side, their_side = (_widen(Side.of(old, new), old) for new in versions[1:])
    joined = []
    reworded = set()
    for stretch in join(old, my_side, their_side):
        text = stretch.agreed
        if text is None:
            text = _join_one_sentence(stretch)
            reworded |= {stretch.mine.strip("\n"), stretch.theirs.strip("\n")}
        if text is None:
            return None
        joined.append(text)
    text = "".join(joined)
    return text if _count_as_wanted(versions, text, reworded) else None


def _join_one_sentence(stretch: Stretch) -> str | None:
    """Join the words, unless a side divided or removed the sentence.

    Line feeds beside it, which the changes have claimed, are those of the base.
    """
    versions = (stretch.base, stretch.mine, stretch.theirs)
    sentences = [text.strip("\n") for text in versions]
    if any(len(list(_split_sentences(text))) != 1 for text in sentences):
        return None
    before, after = stretch.base.split(sentences[0])
    if any(
        before + sentence + after != text
        for sentence, text in zip(sentences, versions, strict=True)
    ):
        return None
    joined = join_words(*sentences)
    return None if joined is None else before + joined + after


def _count_as_wanted(
    versions: list[list[str]], joined: str, reworded: set[str]
) -> bool:
    """Tell whether each sentence is there as often as both sides together want it.

    It is not if one side moved a sentence that the other moved elsewhere or took
    away: joined, it would stand there twice or again.
    """
    old, mine, theirs = map(Counter, versions)
    new = Counter(_split_sentences(joined))
    return all(
        new[sentence] == _wanted(old[sentence], mine[sentence], theirs[sentence])
        for sentence in (old | mine | theirs).keys() - reworded
        if is_worth_tracing(sentence)
    )


def _wanted(old: int, mine: int, theirs: int) -> int:
    return mine if mine == theirs else max(0, mine + theirs - old)


def _split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences and what parts them, so that joining is exact."""
    position = 0
    for found in _SENTENCE_END.finditer(text):
        for cut in found.span(found.lastindex or 0):
            if cut > position:
                yield text[position:cut]
                position = cut
    if position < len(text):
        yield text[position:]


def _widen(side: Side, base: list[str]) -> Side:
    """Let each hunk claim the white space beside it.

    So changes in neighbouring sentences touch, though a space stands between
    them, except where sentences were only replaced, each by one: these leave
    their neighbours in place. A line feed always belongs to the change beside it.
    """
    hunks = []
    for hunk in side.hunks:
        before = _is_claimed(hunk, base[max(0, hunk.old_start - 1) : hunk.old_start])
        after = _is_claimed(hunk, base[hunk.old_end : hunk.old_end + 1])
        hunks.append(
            Hunk(
                hunk.old_start - before,
                hunk.old_end + after,
                hunk.new_start - before,
                hunk.new_end + after,
            )
        )
    return Side(side.items, hunks)


def _is_claimed(hunk: Hunk, beside: list[str]) -> bool:
    if beside == ["\n"]:
        return True
    return hunk.removed != hunk.added and "".join(beside).isspace()
