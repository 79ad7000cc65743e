"""Formulas: LaTeX becomes MathML, and nonsense is shown as it was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import parse, to_html
from markup.formulas import MAX_LENGTH, mathml_of
from tests.markup.directions import directed


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("x_1", "<msub><mi>x</mi><mn>1</mn></msub>"),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
        (r"\alpha\le\beta", "<mi>\u03b1</mi><mo>\u2264</mo><mi>\u03b2</mi>"),
        (r"\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"),
        (r"\text{if so}", "<mtext>if&nbsp;so</mtext>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (
            r"\begin{matrix}a&b\\c&d\end{matrix}",
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
            "<mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>",
        ),
    ],
)
def test_latex_becomes_mathml(latex, mathml):
    html = to_html(parse(f"${latex}$"))

    assert html == directed(
        f'<p><math display="inline"><mrow>{mathml}</mrow></math></p>\n'
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a $x$, b", "<p>a {inline}, b</p>\n"),
        ("a $$x$$ b", "<p>a {block} b</p>\n"),
        ("$$\nx\n$$", '<div class="formula" tabindex="0">{block}</div>\n'),
        ("> $$\n> x\n> $$", "<blockquote>\n{formula}</blockquote>\n"),
        ("- $x$", "<ul>\n<li>{inline}</li>\n</ul>\n"),
        ("**$x$**", "<p><strong>{inline}</strong></p>\n"),
    ],
)
def test_a_formula_stands_where_it_was_written(source, html):
    parts = {kind: _drawn(kind) for kind in ("inline", "block")}
    formula = f'<div class="formula" tabindex="0">{parts["block"]}</div>\n'

    assert to_html(parse(source)) == directed(html.format(formula=formula, **parts))


@pytest.mark.parametrize(
    "source",
    [
        "It cost $5 and $6.",
        "$ x$",
        "$x $",
        "1$x$",
        "$x$1",
        r"\$x\$",
        "`$x$`",
        "$x",
        "$$",
    ],
)
def test_a_dollar_that_opens_no_formula_is_a_dollar(source):
    html = to_html(parse(source))

    assert "<math" not in html
    assert "$" in html


def test_a_formula_followed_by_a_number_in_brackets_is_not_lost():
    html = to_html(parse("$$\nx\n$$ (1)\n\nAfter."))

    assert "<mi>x</mi>" in html or "$$" in html
    assert html.endswith("After.</p>\n")


@pytest.mark.parametrize(
    ("latex", "html"),
    [
        ("{", "<code>{</code>"),
        (r"\left(", r"<code>\left(</code>"),
        (r"\left(<script>", r"<code>\left(&lt;script&gt;</code>"),
        (r"\sqrt{" * 200, f"<code>{chr(92)}sqrt" + r"{\sqrt" * 199 + "{</code>"),
        ("x" * (MAX_LENGTH + 1), f"<code>{'x' * (MAX_LENGTH + 1)}</code>"),
    ],
    ids=["unclosed", "no partner", "script", "deep", "huge"],
)
def test_what_makes_no_sense_is_shown_as_typed(latex, html):
    assert mathml_of(latex) == html


@pytest.mark.parametrize(
    ("latex", "inner"),
    [
        ("<b>", "<mo>&lt;</mo><mi>b</mi><mo>&gt;</mo>"),
        (r"\text{<b onclick=x>}", "<mtext>&lt;b&nbsp;onclick=x&gt;</mtext>"),
        (r"\href{javascript:alert(1)}{x}", "<mrow><mrow><mi>x</mi></mrow></mrow>"),
        (r"\color{red}x", "<mstyle><mi>x</mi></mstyle>"),
        (
            "</math>",
            "<mo>&lt;</mo><mo>/</mo>"
            + "".join(map("<mi>{}</mi>".format, "math"))
            + "<mo>&gt;</mo>",
        ),
    ],
)
def test_a_formula_carries_nothing_but_mathml(latex, inner):
    html = to_html(parse(f"${latex}$"))

    assert html == directed(
        f'<p><math display="inline"><mrow>{inner}</mrow></math></p>\n'
    )


@settings(deadline=None)
@given(st.text(alphabet=r"\{}[]^_&$<>%#~'abx1 " + "\n\x00é", max_size=60))
def test_no_formula_makes_the_renderer_fail(latex):
    html = mathml_of(latex)

    assert html.startswith(("<math ", "<code>"))


def _drawn(kind):
    return f'<math display="{kind}"><mrow><mi>x</mi></mrow></math>'
