"""Speech: whatever markup says of itself, it says in the language that is spoken."""

import pytest

from markup import Title, parse, speech, to_html
from markup.budget import MAX_COLUMNS
from markup.citations import Citation
from markup.lint import warnings_of
from markup.merge import merge
from markup.pictures import Picture
from markup.references import NOTE_GROUP
from markup.templates import MAX_DEPTH

PICTURE = Picture(src="/media/0123456789abcdef/320.png", width=1, height=1)
LIBRARY = {
    "Template:Loop": "{{Loop}}",
    "Template:Box": ":::notice\nA\n:::",
    **{f"Template:Deep {n}": f"{{{{Deep {n + 1}}}}}" for n in range(MAX_DEPTH + 1)},
}
ROWS = "\n".join(f"row {number} = 1" for number in range(8))
WIDE = "a" + "|a" * (MAX_COLUMNS + 1) + "\n-" + "|-" * (MAX_COLUMNS + 1)


class Foreign:
    """A language in which each message stands between signs, some of them HTML's."""

    def gettext(self, message: str) -> str:
        return f"«{message}»&"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return f"«{plural} {number}»"


@pytest.fixture(autouse=True)
def foreign(monkeypatch):
    """Let markup speak another language during a test, and as before afterwards."""
    monkeypatch.setattr(speech, "_spoken", speech._spoken)
    speech.speak_with(Foreign())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[[A]]", 'title="A («page does not exist»&amp;)"'),
        ("[[A]]", '<span class="visually-hidden"> («page does not exist»&amp;)</span>'),
        ("[[File:A.png]]", "«A.png (no such picture)»&amp;</a>"),
        ("[[File:B.png]]", 'alt="«Picture: B.png»&amp;"'),
        ("|a|\n|-|\n|b|", 'aria-label="«Table 1»&amp;"'),
        ("a[^1]\n\n[^1]: b", 'aria-label="«References»&amp;"'),
        (f"a[^{NOTE_GROUP}:1]\n\n[^{NOTE_GROUP}:1]: b", 'aria-label="«Notes»&amp;"'),
        ("a[^1]\n\n[^1]: b", "«Jump up to use 1 of this note»&amp;</span>"),
        ("a{{cn}}", "[«citation needed»&amp;]</sup>"),
        ("{{disambig}}", '<p class="notice">«These are the articles that '),
        (f":::infobox\n{ROWS}\n:::", "<summary>«More»&amp;</summary>"),
        (":::series\nprevious = A\n:::", '"label">«Previous»&amp;</span>'),
        (":::series\nnext = A\n:::", '"label">«Next»&amp;</span>'),
        ("{{cite}}", '"fault">«A source needs at least a title.»&amp;</span>'),
        ("{{cite|title=A|volume=2}}", "</cite>. «vol. 2»&amp;."),
        ("{{cite|title=A|issue=2}}", "</cite>. «no. 2»&amp;."),
        ("{{cite|title=A|page=2}}", "</cite>. «p. 2»&amp;."),
        ("{{cite|title=A|pages=2-4}}", "</cite>. «pp. 2-4»&amp;."),
        ("{{cite|title=A|language=German}}", "«In German»&amp;."),
        ("{{cite|title=A|accessed=1 May}}", "«Retrieved 1 May»&amp;."),
        ("{{cite|title=A|archive=https://a.example/}}", "«Archived copy»&amp;</a>."),
        ("{{cite|title=A|doi=5}}", '<span class="fault">(«no DOI»&amp;)</span>'),
        ("{{cite|title=A|isbn=5}}", "(«“5” is no ISBN: one has 10 or 13 digits.»"),
        ("{{Loop}}", "«Template:Loop is not shown within itself: Loop → Loop.»"),
        ("{{Deep 0}}", f": more than {MAX_DEPTH} templates in each other.»&amp;"),
        ("a {{Box}}", "«Template:Box stands on lines of its own, not within one.»"),
        (WIDE, '<p class="notice">««This page has a table with more columns than '),
        (
            WIDE,
            "Dividing it would help.»&amp; Until then it is shown as it was typed.»",
        ),
    ],
)
def test_a_page_says_it_as_others_would(source, said):
    html = to_html(parse(source, LIBRARY), pictures={"File:B.png": PICTURE})

    assert said in html


def test_sections_are_edited_in_other_words():
    html = to_html(parse("## B & c\n\nd"), editable=Title.parse("A"))

    assert (
        '>«edit<span class="visually-hidden"> section B &amp; c</span>»&amp;</a>'
        in html
    )


def test_a_source_is_called_so():
    citation = Citation(title="A", volume="2", pages="3", quote="B")

    assert citation.words == "A. «vol. 2»&. «p. 3»&. «“B”»&"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[[A", "«[[ has no ]] in the same line.»&"),
        ("## A\n\n## B\n\nc", "«The section “A” has no text yet, "),
        ("[[<]]", "«The link [[<]] leads nowhere. «A title can't contain '<'.»&»&"),
        ("a[^1]", "«The note [^1] is used, but not defined.»&"),
        ("{{cite|title=A|size=1}}", "«A citation has no “size”.»&"),
        (":::notice\na", "«The box that begins here has no ::: on "),
        ("[[File:A.png]]", "«File:A.png has no words here for those who "),
        (WIDE, "Dividing it would help.»& Readers would see it as it was typed.»&"),
    ],
)
def test_writers_are_warned_in_their_language(source, message):
    (warning,) = warnings_of(parse(source))

    assert message in warning.message


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "«A title needs at least one character.»&"),
        ("a" * 256, "«A title has at most 255 bytes. 255»"),
        ("Talk:", "«A title needs a name after its namespace.»&"),
    ],
)
def test_titles_are_refused_in_the_readers_language(raw, reason):
    with pytest.raises(ValueError, match=r"^«") as error:
        Title.parse(raw)

    assert str(error.value) == reason


def test_decisions_are_counted_in_the_readers_language():
    with pytest.raises(ValueError, match=r"^«1 passages .* not 0\. 1»$"):
        merge("a", "b", "c").decided([])
