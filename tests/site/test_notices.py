"""What a page says of its own translation."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bitext.config import parse_config
from bitext.locales import parse_locale
from bitext.site.build import build_site
from bitext.site.coverage import Coverage
from bitext.site.notices import Notices
from bitext.site.project import load_project
from bitext.site.words import reader_words
from tests.site.boats import CONFIG, NB, catalog, write

NewSite = Callable[[str], Path]
NOTICE = re.compile(r'<div class="bitext-notice".*?</div>', re.DOTALL)


def notices(code: str = "nb", **reader: object) -> Notices:
    raw = {"source": "en", "locales": [code], "reader": reader}
    config = parse_config(raw)
    return Notices(config, config.locales[0])


def said(coverage: Coverage, code: str = "nb", **reader: object) -> list[str]:
    html = notices(code, **reader).html(coverage, original="../")
    return re.findall(r"<p>(?:<a [^>]*>)?(.*?)(?:</a>)?</p>", html)


@pytest.mark.parametrize(
    ("coverage", "texts"),
    [
        (Coverage(), []),
        (Coverage(10, 10), []),
        (
            Coverage(10, 0),
            ["Denne siden er ikke oversatt ennå. Den vises på engelsk."],
        ),
        (
            Coverage(300, 200),
            [
                "66\xa0% av denne siden er oversatt. Resten vises på engelsk.",
                "Original (engelsk)",
            ],
        ),
        (
            Coverage(1000, 1),
            [
                "1\xa0% av denne siden er oversatt. Resten vises på engelsk.",
                "Original (engelsk)",
            ],
        ),
        (
            Coverage(10, 0, changed=10),
            [
                "Originalen er endret etter at denne siden ble oversatt.",
                "Original (engelsk)",
            ],
        ),
        (
            Coverage(10, 10, machine=10),
            [
                "Denne siden er maskinoversatt. Ingen har kontrollert den ennå.",
                "Original (engelsk)",
            ],
        ),
        (
            Coverage(10, 8, machine=3, changed=2),
            [
                "80\xa0% av denne siden er oversatt. Resten vises på engelsk.",
                "Originalen er endret etter at denne siden ble oversatt.",
                (
                    "Deler av denne siden er maskinoversatt. Ingen har kontrollert "
                    "dem ennå."
                ),
                "Original (engelsk)",
            ],
        ),
    ],
    ids=str,
)
def test_page_says_what_is_true_of_its_translation(
    coverage: Coverage, texts: list[str]
) -> None:
    assert said(coverage) == texts


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("ar", "تُرجم 80% من هذه الصفحة، وما تبقى معروض بلغته الأصلية (الإنجليزية)."),
        (
            "de",
            (
                "80\xa0% dieser Seite sind übersetzt. Der Rest wird im Original "
                "(Englisch) angezeigt."
            ),
        ),
        (
            "es",
            "Está traducido el 80\xa0% de esta página. El resto se muestra en inglés.",
        ),
        ("fr", "80\xa0% de cette page est traduit. Le reste s’affiche en anglais."),
        ("ja", "このページは80%が翻訳済みです。残りは英語で表示しています。"),
        ("zh-Hans", "本页已翻译 80%，其余部分以英语显示。"),
        ("pt-BR", "Esta página está 80% traduzida. O restante é mostrado em inglês."),
        ("cs", "80% of this page has been translated. The rest is shown in English."),
    ],
)
def test_it_says_so_in_the_reader_s_language(code: str, first: str) -> None:
    assert said(Coverage(10, 8), code)[0] == first


def test_english_words_on_a_page_without_words_of_its_own_say_that_they_are() -> None:
    partly = Coverage(10, 8)
    czech = notices("cs").html(partly, original="../")
    assert 'lang="en" dir="ltr"' in czech
    assert ' lang="en"' not in notices("nb").html(partly, original="../")


def test_setting_chooses_the_notices() -> None:
    everything = Coverage(10, 8, machine=3, changed=2)
    assert said(everything, notices=False) == []
    assert said(everything, notices=["outdated"]) == [
        "Originalen er endret etter at denne siden ble oversatt.",
        "Original (engelsk)",
    ]
    assert said(Coverage(10, 0), notices=["machine"]) == []


@pytest.mark.parametrize("code", ["nb", "ja", "ar", "de", "fr", "es", "zh-Hans", "en"])
def test_words_of_notices_have_the_places_they_need(code: str) -> None:
    words = reader_words(parse_locale(code))
    places = {key: text.count("{}") for key, text in words.items() if "notice" in key}
    assert places == {
        "notice": 0,
        "notice_untranslated": 1,
        "notice_partial": 2,
        "notice_outdated": 0,
        "notice_machine": 0,
        "notice_machine_part": 0,
    }


class _Around(HTMLParser):
    """Notes what each notice stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "data-bitext-notice" in named:
            self.found.append([f"{one}.{classes}" for one, classes in self.open])
        if tag not in {"meta", "link", "input", "img", "br", "hr"}:
            self.open.append((tag, named.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass


def around(html: str) -> list[str]:
    parser = _Around()
    parser.feed(html)
    assert len(parser.found) == 1
    return parser.found[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "place"),
    [
        ("material", "article.md-content__inner md-typeset"),
        ("mkdocs", "div.col-md-9"),
        ("readthedocs", "div.document"),
    ],
)
def test_notice_begins_the_text_of_the_page(
    new_site: NewSite, theme: str, place: str
) -> None:
    site = new_site(CONFIG.replace("name: material\n  font: false", f"name: {theme}"))
    assert build_site(load_project(site), jobs=1).errors == ()
    for code, kind in {"nb": "partial", "ja": "untranslated"}.items():
        page = built(site, f"{code}/guide/start/index.html")
        assert f'data-bitext-notice="{kind}"' in page
        assert around(page)[-1] == place
        assert "bitext/notice.css" in page
    assert "bitext-notice" not in built(site, "guide/start/index.html")
    assert "bitext-notice" not in built(site, "nb/index.html")
    assert "bitext-notice" not in built(site, "nb/404.html")


@pytest.mark.slow
def test_template_places_the_notice_where_it_likes(new_site: NewSite) -> None:
    site = new_site(CONFIG.replace("theme:\n", "theme:\n  custom_dir: overrides\n"))
    text = (
        '{% extends "base.html" %}{% block footer %}{{ bitext.notice }}{% endblock %}'
    )
    write(site.parent / "overrides/main.html", text)
    assert build_site(load_project(site), jobs=1).errors == ()
    place = around(built(site, "ja/guide/start/index.html"))
    assert not any("md-content" in one for one in place)
    assert NOTICE.search(built(site, "ja/guide/start/index.html"))


@pytest.mark.slow
def test_link_leads_to_the_original_of_the_page(site: Path) -> None:
    assert build_site(load_project(site), jobs=1).errors == ()
    found = NOTICE.search(built(site, "nb/guide/start/index.html"))
    assert found
    assert 'href="../../../guide/start/" hreflang="en"' in found[0]


@pytest.mark.slow
def test_notice_goes_when_the_page_is_translated(site: Path) -> None:
    po = site.parent / "locales/nb/LC_MESSAGES/guide/start.md.po"
    assert build_site(load_project(site), jobs=1).errors == ()
    assert NOTICE.search(built(site, "nb/guide/start/index.html"))
    rest = {
        "Step over it.": "Gå over den.",
        "Then *close* the hatch.": "Lukk så *luken*.",
        "Lift it.": "Løft den.",
    }
    write(po, catalog(NB["guide/start.md"] | rest))
    assert build_site(load_project(site), jobs=1).errors == ()
    assert not NOTICE.search(built(site, "nb/guide/start/index.html"))


def built(site: Path, path: str) -> str:
    return (site.parent / "site" / path).read_text(encoding="utf-8")
