"""Account names: which ones there may be, and which are the same."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.names import tidy_name, validate_name
from tests.makers import make_user


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Ada", "Ada"),
        ("ada", "ada"),
        ("  ada   lovelace\t", "ada lovelace"),
        ("ada_lovelace", "ada_lovelace"),
        ("ada\u3000lovelace", "ada lovelace"),
        ("e\u0301mile", "émile"),
        ("ﬁsh", "fish"),
        ("ǆungla", "džungla"),
    ],
)
def test_a_name_is_kept_in_one_form(raw, name):
    assert tidy_name(raw) == name
    assert tidy_name(name) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "aDA"),
        ("Ada Lovelace", "ada_lovelace"),
        ("Ada Lovelace", " Ada  Lovelace "),
        ("Émile", "E\u0301MILE"),
        ("fish", "ﬁsh"),
        ("Ada", "A\x00da"),
    ],
)
@pytest.mark.django_db
def test_spellings_of_one_name_are_the_same(one, other):
    account = make_user(one)

    assert User.objects.get_by_natural_key(other) == account


@pytest.mark.parametrize(
    ("one", "other"), [("Ada", "Adam"), ("Emile", "Émile"), ("AdaB", "Ada B")]
)
@pytest.mark.django_db
def test_other_names_are_others(one, other):
    make_user(one)

    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(other)


@pytest.mark.parametrize(
    "name",
    ["Ada", "ada lovelace", "Ada_Lovelace", "Ada~", "日本", "O'Hara", "1", "a" * 60],
)
def test_a_good_name_is_accepted(name):
    validate_name(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~2026-1", "Names that begin with ~ are for temporary accounts."),
        ("\uff5e2026-1", "Names that begin with ~ are for temporary accounts."),
        (" ~", "Names that begin with ~ are for temporary accounts."),
        ("a/b", "A name can't contain a slash, a colon or an at sign."),
        ("a@b", "A name can't contain a slash, a colon or an at sign."),
        ("a\uff1ab", "A name can't contain a slash, a colon or an at sign."),
        ("Ad\u200ba", "A name can't contain invisible marks."),
        ("\u202eadA", "A name can't contain invisible marks."),
        ("a#b", "A name can't contain '#'."),
        ("a[b", "A name can't contain '['."),
        ("%41", "A name can't contain '%41'."),
        ("a\x07b", "A name can't contain control or private characters."),
        ("..", "A name can't contain the path segments . or .."),
        ("a" * 61, "A name has at most 60 characters."),
        ("ﷺ" * 4, "A name has at most 60 characters."),
    ],
)
def test_a_name_nobody_may_choose_is_refused_with_the_reason(name, reason):
    with pytest.raises(ValidationError) as refusal:
        validate_name(name)

    assert refusal.value.messages == [reason]


@pytest.mark.parametrize("name", ["", " ", "_", "\u3000"])
def test_nothing_is_no_name(name):
    with pytest.raises(ValidationError) as refusal:
        validate_name(name)

    assert "namespace" not in refusal.value.messages[0]
