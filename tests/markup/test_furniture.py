"""Furniture: notes and categories are taken out of a text, and put at its end."""

import pytest

from markup.furniture import Note, clear, furnish


@pytest.mark.parametrize(
    ("text", "body", "notes", "categories"),
    [
        ("", "", [], []),
        ("Ships.", "Ships.", [], []),
        ("Ships.[^a]\n\n[^a]: Log.", "Ships.[^a]", [("a", "[^a]: Log.")], []),
        (
            "One.\n\n[^a]: Log.\n    More of it.\n\nTwo.",
            "One.\n\nTwo.",
            [("a", "[^a]: Log.\n    More of it.")],
            [],
        ),
        ("One.\n\n[[Category:Sea]]", "One.", [], ["[[Category:Sea]]"]),
        (
            "One.\n[[category: Sea]] [[Category:Ships|key]]\nTwo.",
            "One.\nTwo.",
            [],
            ["[[category: Sea]] [[Category:Ships|key]]"],
        ),
        ("In [[Category:Sea]] words.", "In [[Category:Sea]] words.", [], []),
        ("```\n[^a]: code\n[[Category:X]]\n```", None, [], []),
        ("````\n```\n[^a]: code\n````\n[^b]: Note.", None, [("b", "[^b]: Note.")], []),
        ("~~~\n```\n[^a]: code\n~~~", None, [], []),
    ],
)
def test_it_is_taken_out(text, body, notes, categories):
    found = clear(text)

    assert [(note.name, note.text) for note in found.notes] == notes
    assert list(found.categories) == categories
    if body is None:
        assert "[^a]: code" in found.body
    else:
        assert found.body == body


def test_it_is_put_at_the_end_each_once():
    notes = [Note("a", "[^a]: Log.")]

    text = furnish("Ships.[^a]\n", notes, ["[[Category:Sea]]", "[[Category:Sea]]"])

    assert text == "Ships.[^a]\n\n[^a]: Log.\n\n[[Category:Sea]]"
    assert furnish("Ships.", [], []) == "Ships."
