import pytest

from bitext.exchange.sxs import read
from bitext.exchange.sxs.align import Alignment, Fit, Reason, align
from bitext.exchange.sxs.english import english
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from tests.exchange.side_by_side import body

RENDERER = Renderer(["tables", "fenced_code"], {})


def aligned(text: str) -> Alignment:
    made = english(read(body(text)), path="x.md", keys=())
    article = split(made.text, renderer=RENDERER)
    alignment = align(article, made.placed)
    counted = [placed for one in alignment.translations for placed in one.units]
    counted += [loose.placed for loose in alignment.loose]
    assert sorted(placed.start for placed in counted) == [
        placed.start for placed in made.placed
    ]
    return alignment


def messages(text: str) -> list[tuple[str, str, Fit]]:
    return [
        (" | ".join(s.text for s in one.segments), one.target, one.fit)
        for one in aligned(text).translations
    ]


@pytest.mark.parametrize(
    ("text", "source", "target", "fit"),
    [
        ("{{One word.||Ett ord.}}\n", "One word.", "Ett ord.", Fit.EQUAL),
        ("{{One word.|| Ett ord. }}\n", "One word.", "Ett ord.", Fit.EQUAL),
        (
            "- [{{The page||Siden}}](p.md)\n",
            "[The page](p.md)",
            "[Siden](p.md)",
            Fit.PARTED,
        ),
        (
            "> {{Half a||En halv}}\n> {{sentence.||setning.}}\n",
            "Half a sentence.",
            "En halv setning.",
            Fit.JOINED,
        ),
        (
            "{{First. Then second.||Først, og så det andre.}}\n",
            "First. | Then second.",
            "Først, og så det andre.",
            Fit.PARTED,
        ),
    ],
)
def test_units_become_the_message_in_their_place(
    text: str, source: str, target: str, fit: Fit
) -> None:
    assert messages(text) == [(source, target, fit)]


def test_sentences_of_one_block_are_one_message_each() -> None:
    assert messages("{{One is here.||En er her.}} {{Two too.||To også.}}\n") == [
        ("One is here.", "En er her.", Fit.EQUAL),
        ("Two too.", "To også.", Fit.EQUAL),
    ]


def test_text_between_segments_is_cut_out_where_the_translation_has_it() -> None:
    assert messages("{{One here.<br>Two there.||En her.<br>To der.}}\n") == [
        ("One here.", "En her.", Fit.PARTED),
        ("Two there.", "To der.", Fit.PARTED),
    ]


def test_unit_that_cannot_be_cut_is_loose() -> None:
    alignment = aligned("{{One here.<br>Two there.||En her. To der.}}\n")
    assert alignment.translations == ()
    assert [loose.reason for loose in alignment.loose] == [Reason.NOT_CUT]


def test_unit_outside_every_segment_is_loose() -> None:
    alignment = aligned("{{Text.||Tekst.}}\n\n```\n{{code||kode}}\n```\n\n{{15||15}}\n")
    assert [loose.reason for loose in alignment.loose] == [Reason.NO_SEGMENT] * 2


def test_overlapping_units_and_segments_become_one_translation() -> None:
    # The pipeline cut within a sentence, we cut within its second unit.
    assert messages("{{This is||Dette er}} {{one. And two.||en. Og to.}}\n") == [
        ("This is one. | And two.", "Dette er en. Og to.", Fit.PARTED)
    ]
