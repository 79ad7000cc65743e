"""Confusables: nobody gets a name that could be taken for somebody else's."""

import pytest
from django.core.exceptions import ValidationError

from accounts.confusables import mixes_scripts, skeleton
from accounts.models import User
from accounts.names import validate_name
from tests.accounts.doors import join
from tests.makers import make_user


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moderator", "M0derator"), ("Ada", "Äda"), ("Bill", "BiIl"),
        ("paypal", "p\u0430yp\u0430l"),
        ("Speech", "Spéech"), ("Hello World", "hello_world"),
        ("Ada", "\U0001d4d0\U0001d4ed\U0001d4ea"),
    ],
)  # fmt: skip
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob", "Rob"), ("Ada", "Adam"), ("Мария", "Марина"), ("日本", "日木")],
)
def test_other_names_have_others(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Zoë",
        "Мария",
        "東京タワー",
        "李Lee",
        "김철수",
        "राम",
        "Müller-Lüdenscheidt",
        "Əli",
    ],
)
def test_names_of_living_languages_are_accepted(name):
    validate_name(name)


@pytest.mark.parametrize(
    "name", ["Cha\u20a6ges", "Mo\u018ce\u0279ator", "P\u0430ypal", "Ad\u03b1"]
)
def test_disguises_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


def test_scripts_that_are_written_together_may_be():
    assert not mixes_scripts("東京タワー Tokyo 2")
    assert mixes_scripts("\u0410da")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["m0derator", "Moderätor", "MODERAT0R"])
def test_who_looks_like_somebody_is_not_let_in(name, client):
    make_user("Moderator")

    response = join(client, name)

    assert response.status_code == 422
    assert "or one that looks like it" in response.text
    assert User.objects.count() == 1
