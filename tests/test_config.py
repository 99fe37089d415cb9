"""Tests of the settings in ``mkdocs.yml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bitext.config import Config, ConfigError, LocaleConfig, parse_config
from bitext.locales import parse_locale

FAULTS = Path(__file__).with_name("config_faults.yaml")


def parse(text: str) -> Config:
    raw = yaml.safe_load(text)
    assert isinstance(raw, dict)
    return parse_config(raw)


def test_smallest_settings_have_defaults() -> None:
    assert parse("{source: en, locales: [nb, pt-BR]}") == Config(
        source=LocaleConfig(parse_locale("en"), "English", ""),
        locales=(
            LocaleConfig(parse_locale("nb"), "Norsk bokmål", "nb"),
            LocaleConfig(parse_locale("pt-BR"), "Português (Brasil)", "pt-BR"),
        ),
        locales_dir="locales",
        front_matter=("title", "description"),
        segmentation="sentence",
    )


def test_every_setting_can_be_given() -> None:
    config = parse(
        """
        source: {code: en, name: English (original), path: en}
        locales:
          - ja
          - code: nb
            name: Norsk
            path: "no"
        locales_dir: i18n/catalogs/
        front_matter: [title, summary]
        segmentation: block
        references: line
        wrap: 79
        """
    )
    assert config.source.path == "en"
    assert config.source.name == "English (original)"
    assert [locale.path for locale in config.locales] == ["ja", "no"]
    assert [locale.name for locale in config.locales] == ["日本語", "Norsk"]
    assert config.locales_dir == "i18n/catalogs"
    assert config.front_matter == ("title", "summary")
    assert config.segmentation == "block"
    assert (config.references, config.wrap) == ("line", 79)


def test_wrap_none_is_the_default() -> None:
    assert parse("{source: en, locales: [], wrap: none}").wrap is None


def test_site_in_its_source_language_only_is_fine() -> None:
    assert parse("{source: en, locales: []}").locales == ()


def test_no_front_matter_need_be_translated() -> None:
    assert parse("{source: en, locales: [], front_matter: []}").front_matter == ()


def test_unset_settings_are_missing_settings() -> None:
    raw = dict.fromkeys(("locales_dir", "front_matter", "segmentation"))
    assert parse_config({"source": "en", "locales": ["nb"], **raw}) == parse_config(
        {"source": "en", "locales": ["nb"]}
    )


@pytest.mark.parametrize(
    "case",
    yaml.safe_load(FAULTS.read_text(encoding="utf-8")),
    ids=lambda case: case["faults"][0][:40],
)
def test_every_fault_is_named_with_its_cure(case: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(case["settings"])
    assert list(caught.value.faults) == case["faults"]
    assert str(caught.value) == "\n".join(case["faults"])


def test_long_values_are_shown_short() -> None:
    raw = {"source": "en", "locales": [], "segmentation": "x" * 500}
    with pytest.raises(ConfigError) as caught:
        parse_config(raw)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("folder", ["C:\\x", "/x", "a/../../b", "\\\\server\\x"])
def test_catalogs_stay_in_the_project(folder: str) -> None:
    raw = {"source": "en", "locales": [], "locales_dir": folder}
    with pytest.raises(ConfigError, match="leads out of the project"):
        parse_config(raw)
