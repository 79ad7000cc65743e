"""Finding the functions of a script, whatever else has brackets in it."""

import pytest

from tests.scripts import Function, functions_in

NASTY = r"""
/** } is a comment's, and so is ( */
const OPENING = /(\[\[|\{\{)([^[\]{}]*)$/; // {
const text = "{" + '(' + `${text} {`;
const half = (1 + 2) / 2, third = half / 3;
const double = (number) => number * 2;

async function offer([first, { second }]) {
  if (first) {
    return /}/.test(second);
  }
  for (const one of first) { one(); }
  try { await (first) } catch (error) { say(error); }
}

class Card {
  words = { "{": "}" };

  get isOpen() { return true; }

  async show({ dataset }) {
    words.addEventListener("click", ({ target }) => {
      show(target);
    });
    later(event => { show(event); });
  }
}
"""


def test_functions_methods_and_arrow_functions_are_found():
    found = sorted(functions_in(NASTY))

    assert found == [
        Function(8, "offer", 7),
        Function(19, "isOpen", 1),
        Function(21, "show", 6),
        Function(22, "", 3),
        Function(25, "", 1),
    ]


@pytest.mark.parametrize("script", ["f(() => {\n", "}", "(}", "const text = `{`; {"])
def test_brackets_that_do_not_match_are_not_passed_over(script):
    with pytest.raises(ValueError, match=r"^Line 1: "):
        list(functions_in(script))
