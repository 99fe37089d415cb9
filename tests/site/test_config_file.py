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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[]", "[ja]"),
        ("[nb]  # ours", "[nb, ja]  # ours"),
        ("[ nb ]", "[ nb, ja ]"),
        ("['nb',]", "['nb', ja,]"),
        ("[{code: nb, name: N}]", "[{code: nb, name: N}, ja]"),
        ("[nb,\n  ar]", "[nb,\n  ar, ja]"),
        ("[\n  ar,\n  nb,  # N ]\n]", "[\n  ar,\n  nb,  # N ]\n  ja,\n]"),
        ("[\n  nb  # Norsk\n]", "[\n  nb,  # Norsk\n  ja\n]"),
        ("\n  - nb # N\n  # end", "\n  - nb # N\n  - ja\n  # end"),
        ("\n  - code: nb\n    name: N\n", "\n  - code: nb\n    name: N\n  - ja\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_list_stays_laid_out_as_it_is(before: str, after: str, line_end: str) -> None:
    def laid_out(items: str) -> str:
        text = LISTED.replace("[nb]", items.replace("\n", "\n        "))
        return text.replace("\n", line_end)

    assert locale(laid_out(before), "ja") == laid_out(after)


def test_file_that_holds_no_settings_is_left_alone() -> None:
    with pytest.raises(ConfigEditError, match=r"^mkdocs.yml:1: holds no settings"):
        plugin("- search\n")
