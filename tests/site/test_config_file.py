import pytest
import yaml

from bitext.site.config_file import ConfigEditError, add_locale, add_plugin

LISTED = """\
site_name: Boats
plugins:
  - search
  - bitext:
      source: en
      locales: [nb]
"""


def plugin(text: str, *, source: str = "en", locales: tuple[str, ...] = ()) -> str:
    return add_plugin(text, source=source, locales=locales, shown="mkdocs.yml")


def locale(text: str, code: str) -> str:
    return add_locale(text, code, shown="mkdocs.yml")


def test_code_that_yaml_takes_for_a_truth_value_is_quoted() -> None:
    text = plugin("site_name: Boats\n", source="no", locales=("nb", "no"))
    options = yaml.safe_load(text)["plugins"][1]["bitext"]
    assert options == {"source": "no", "locales": ["nb", "no"]}


def test_bare_name_gets_its_settings() -> None:
    text = plugin("plugins:\n  - bitext\n  - search\n", locales=("nb",))
    assert yaml.safe_load(text)["plugins"] == [
        {"bitext": {"source": "en", "locales": ["nb"]}},
        "search",
    ]


@pytest.mark.parametrize("text", ["site_name: A\n", "plugins:\n  - search\n", LISTED])
def test_line_ends_and_byte_order_mark_stay(text: str) -> None:
    before = "\ufeff" + text.replace("\n", "\r\n")
    after = locale(plugin(before), "ja")
    assert after.startswith("\ufeff")
    assert after.count("\n") == after.count("\r\n")
    plugins = yaml.safe_load(after)["plugins"]
    assert plugins[-1]["bitext"]["locales"][-1] == "ja"


def test_plugins_of_the_file_inherited_from_are_not_replaced() -> None:
    text = "site_name: Boats\nINHERIT: base.yml\n"
    with pytest.raises(ConfigEditError, match=r"^mkdocs.yml:2: .*-f base.yml"):
        plugin(text)
    with pytest.raises(ConfigEditError, match=r"^mkdocs.yml:2: .*-f base.yml"):
        locale(text, "ja")


def test_list_with_a_comment_before_its_bracket_is_left_alone() -> None:
    text = LISTED.replace("[nb]", "[\n        nb  # Norsk\n      ]")
    with pytest.raises(ConfigEditError, match=r"^mkdocs.yml:6: .*add ja to it"):
        locale(text, "ja")


def test_file_that_holds_no_settings_is_left_alone() -> None:
    with pytest.raises(ConfigEditError, match=r"^mkdocs.yml:1: holds no settings"):
        plugin("- search\n")
