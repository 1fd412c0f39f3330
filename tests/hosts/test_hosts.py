"""Sites that others made take the comments in, and readers and editors walk through them."""

from pathlib import Path

import pytest

from ..requirements import require
from .host import Recipe, has, in_its_own_environment, in_this_environment

RECIPES = [Recipe.read(path.parent) for path in sorted(Path(__file__).parent.glob("*/host.toml"))]
CHEAP = [recipe for recipe in RECIPES if not recipe.is_dear]
DEAR = [recipe for recipe in RECIPES if recipe.is_dear]


def name(recipe: Recipe) -> str:
    return recipe.folder.name


@pytest.mark.parametrize("recipe", CHEAP, ids=name)
def test_a_site_in_this_environment_is_walked(recipe: Recipe, tmp_path: Path) -> None:
    host = in_this_environment(recipe, tmp_path)
    host.make()
    assert host.walk().splitlines()[-1] == "walked"


@pytest.mark.hosts
@pytest.mark.parametrize("recipe", DEAR, ids=name)
def test_a_site_in_an_environment_of_its_own_is_walked(recipe: Recipe, wheel: Path, tmp_path: Path) -> None:
    for need in recipe.needs:
        require(has(need), need)
    host = in_its_own_environment(recipe, tmp_path, wheel)
    host.make()
    assert host.walk().splitlines()[-1] == "walked"
