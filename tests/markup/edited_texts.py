"""An article and two people's edits of it, as they might really be made."""

from hypothesis import strategies as st

SENTENCES = [
    "The old bridge of the town was built by local masons in 1815.",
    "It carries a narrow road over the quiet river to the northern fields.",
    "Nobody knows who paid for the first wooden one.",
    "Two of its seven arches fell in the great flood and were not replaced.",
    "The council wanted to close it, but the farmers were against that.",
    "A painting of it hangs in the [[town hall]] beside the door.",
    "Trains have never crossed the river at this place.",
    "The mill below the bridge ground corn until the war.",
    "Its wheel is kept in a museum, where it turns once a year.",
    "Every spring the children of both banks race each other across.",
    "The writer Ada Lovelace is said to have visited the place.",
    "She mentions a bridge in one of her letters to her mother.",
    "Whether it was this bridge is disputed among historians.",
    "Stone for the repairs came from a quarry on the eastern hill.",
    "Boats had to pay a toll to the miller if they were wider than six feet.",
    "The toll was given up when the railway took the trade away.",
    "In winter the ice below the arches is thick enough to walk on.",
    "There is a legend about a ghost, which the guides like to tell.",
    "The bridge was painted green by mistake and stayed so for years.",
    "Lamps were put on it after an accident with a cart.",
    "Engineers measured the foundations and found them sound.",
    "A second bridge was planned further down and soon forgotten.",
    "The name of the river comes from a word for clear water.",
    "Swifts nest under the third arch and are counted every summer.",
]
WORDS = ["ancient", "southern", "not", "1820", "[[stone]]", "very", "three", "so"]
REARRANGING = ["move", "move", "cut", "reword"]
EDITING = [*["reword"] * 6, *["move"] * 2, "rewrite", "extend", "shorten", "add", "cut"]


@st.composite
def edited_texts(draw):
    """Return a text and two edited copies, none of which ends with a line feed.

    Half of the time both begin with an edit that they have in common.
    """
    unused = iter(draw(st.permutations(SENTENCES)))
    base = [
        [next(unused) for _ in range(draw(st.integers(1, 2)))]
        for _ in range(draw(st.integers(3, 8)))
    ]
    kinds = draw(st.sampled_from([EDITING, EDITING, REARRANGING]))
    shared = _edited(draw, base, unused, kinds[:1]) if draw(st.booleans()) else base
    sides = [_edited(draw, shared, unused, kinds) for _ in range(2)]
    separator = draw(st.sampled_from(["\n\n", "\n\n", "\n"]))
    return [separator.join(map(" ".join, version)) for version in (base, *sides)]


def _edited(draw, paragraphs, unused, kinds):
    edited = [[*sentences] for sentences in paragraphs]
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2)):
        _edit(draw, edited, unused, kind)
    return edited


def _edit(draw, paragraphs, unused, kind):
    place = draw(st.integers(0, len(paragraphs) - 1))
    if kind == "add":
        paragraphs.insert(place + draw(st.booleans()), [next(unused)])
    elif kind == "cut":
        del paragraphs[place]
    elif kind == "move":
        moved = paragraphs.pop(place)
        paragraphs.insert(draw(st.integers(0, len(paragraphs))), moved)
    else:
        _edit_sentences(draw, paragraphs[place], kind, unused)


def _edit_sentences(draw, sentences, kind, unused):
    place = draw(st.integers(0, len(sentences) - 1))
    if kind == "extend":
        sentences.insert(place + draw(st.booleans()), next(unused))
    elif kind == "shorten" and len(sentences) > 1:
        del sentences[place]
    elif kind == "rewrite":
        sentences[place] = next(unused)
    else:
        sentences[place] = _reworded(draw, sentences[place])


def _reworded(draw, sentence):
    words = sentence.split(" ")
    place = draw(st.integers(0, len(words) - 1))
    words[place : place + draw(st.integers(0, 1))] = [draw(st.sampled_from(WORDS))]
    return " ".join(words)
