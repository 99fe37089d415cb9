import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.markdown.inline import TokenKind, tokenize
from bitext.markdown.sentences import boundaries, joiner


def cut(text: str, language: str = "en") -> list[str]:
    edges = [0, *boundaries(text, language=language), len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Open it. | Then close it! | Done? | 3 are left."),
        ("en", "One line.\n| The next."),
        ("en", "Use it, e.g. Chrome, etc. in vs. Edge."),
        ("en", "See No. 5 and Fig. 3. | No. | Never."),
        ("en", "Ask K. Scott of Litware, Inc. Sales."),
        ("en", "Made in the U.S. | This holds for the U.S. Army too."),
        ("en", "**One.** | Two."),
        ("en", "**One. Two.** | Three."),
        ("en", "Read [One. Two](a.b. c). | Three."),
        ("en", "Run `a. B`. | Then <b>stop</b>."),
        ("en", 'She said "Go." | He went.'),
        ("en", "Go (Or stay. | See below.) Then stop."),
        ("en", "It is on. | (for example."),
        ("en", "Wait... then go. | Choose **Group by...** Then go."),
        ("en", "Ask. | nuget.org tells. | jQuery knows. but not so."),
        ("en", "Open it. | b. | Close it."),
        ("en", "1. Open it. | Close it."),
        ("en", "Line one  \n| line two\\\n| line three"),
        ("en", "Line one<br>| line two"),
        ("en", "**Line one  \nline two**"),
        ("en", "Version 1.2.3 is out. | See a.b.c for more."),
        ("en", "Cost: 5 Mio.\u00a0Euro. | More."),
        (
            "en",
            "A sentence. | `code` begins one. | [So](a) does a link. | ![I](b) too.",
        ),
        ("en", "Choose A. /b and B. =c. | – Done."),
        ("de", "Am 3. Mai, z. B. in Kap. 4, ist es so. | Das gilt auch."),
        ("fr", "Voir p. ex. Paris, M. Dupont. | Ensuite, etc. | Puis."),
        ("nb", "Den 1. mai kl. 12, f.eks. Oslo osv. er fri. | Det er alt."),
        ("sv", "T.ex. Lund, bl.a. nu. | Det är allt."),
        ("pl", "Np. Kraków, tj. tu, itd. tam. | To wszystko."),
        ("ru", "Т. е. Москва и т. д. здесь. | Это всё. | Да?"),
        ("uk", "Див. рис. 3 і т. д. тут. | Це все. | Так?"),
        ("bg", "Вж. стр. 4, т.е. тук. | Това е всичко."),
        ("nn", "Den 17. mai, t.d. i Bergen, osb. er fri. | Det er alt."),
        ("da", "Den 5. juni, f.eks. i Aarhus, m.m. er fri. | Det er alt."),
        ("fi", "Esim. 6. päivä jne. on vapaa. | Se on kaikki."),
        ("is", "T.d. 17. júní, þ.e. frídagur. | Þetta er allt."),
        ("nl", "Bijv. Delft, d.w.z. hier, enz. | Dat is alles."),
        ("es", "La Sra. Gil ve la pág. 3, etc. | Eso es todo. | ¿Sí? | ¡Sí!"),
        ("pt", "O Sr. Gil lê a pág. 3, p. ex. aqui. | É tudo."),
        ("it", "Il sig. Rossi legge, ad es. qui, pag. 3. | È tutto."),
        ("cs", "Dne 1. května, např. v Praze, atd. platí. | To je vše."),
        ("hu", "Pl. itt, ill. ott, stb. igaz. | Ez minden."),
        ("tr", "Örn. 3. sayfa, bkz. orada. | Hepsi bu."),
        ("el", "Πού είναι; | Εδώ. | Ναι."),
        ("el", "Έρχεται, π.χ. σήμερα· μένει εδώ. | Φεύγει κ.λπ. αύριο."),
        ("ar", "هل هذا صحيح؟ | نعم. | شكرا."),
        ("ar", "قال: «نعم!» | ثم ذهب. | هل عاد؟! | نعم."),
        ("fa", "آیا درست است؟ | بله."),
        ("ur", "یہ درست ہے۔ | ہاں۔"),
        ("he", "זה נכון? | כן. | תודה."),
        ("he", 'צה"ל כאן. | "כן!" | ד"ר לוי בא.'),
        ("hi", "यह सही है। | हाँ।"),
        ("hi", "क्या यह सही है? | हाँ॥ | “ठीक है।” | अच्छा।"),
        ("hy", "Սա է։ | Այո։"),
        ("am", "ይህ ነው። | አዎ።"),
        ("lo", "ນີ້. ນັ້ນ."),
        ("km", "នេះ។ នោះ។"),
        ("ja", "これです。|次です！|終わり。"),
        ("ja", "「はい。」と言う。|次。"),
        ("ja", "これ（例。）です。|次。"),
        ("ja", "「無理です。後でどうぞ。」と出る。|次（例。別の例。）も同じ。|次。"),
        ("ja", "「閉じない。|次。"),
        ("ja", "終わり！？|「はい。」|次。"),
        ("ja", "**これです。**|次です｡|終わり"),
        ("zh", "这是第一句。|这是**第二句。**|第三句？|完"),
        ("zh", "他说：“你好。再见。”|然后走了。|她也走了。"),
        ("zh-yue", "一。|二。"),
        ("ko", "배가 옵니다. | 등대가 있습니까? | 네."),
        ("th", "นี่คือประโยค. นี่คืออีกประโยค."),
        ("my", "ဒါ။ ဒါ။"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, text: str) -> None:
    expected = [piece.strip() for piece in text.split("|")]
    assert cut(text.replace("|", ""), language) == [
        piece for piece in expected if piece
    ]


def test_an_unknown_language_has_the_common_rules() -> None:
    assert cut("See Dr. Ole. Ja.", "xx") == ["See Dr. Ole.", "Ja."]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "A b",
                ". ",
                "! ",
                "**",
                "`",
                "[",
                "](c. D)",
                "<b>",
                "。",
                "「",
                "」",
                "\n",
                "  \n",
                "e.g. ",
                "1. ",
                "(",
                ")",
                "*",
                "&amp;",
                "x.Y",
                "… ",
                "\\",
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_boundaries_are_places_between_text_outside_markup(text: str) -> None:
    places = boundaries(text, language="en")
    assert places == sorted(set(places))
    tokens = tokenize(text)
    for place in places:
        assert text[:place].strip()
        assert text[place:].strip()
        for token in tokens:
            is_text = token.kind is TokenKind.TEXT
            assert is_text or not token.start < place < token.end
            if token.partner >= 0:
                end = tokens[token.partner].end
                assert not token.start < place < end


@pytest.mark.parametrize(
    ("before", "after", "spaced", "joint"),
    [
        ("One.", "Two.", True, " "),
        ("一。", "二。", False, ""),
        ("**一。**", "`x` です。", False, ""),
        ("See Word.", "次です。", False, ""),
        ("Use Word.", "Use Excel.", False, " "),
        ("一。", "Two", True, " "),
    ],
)
def test_sentences_join_as_their_script_does(
    before: str,
    after: str,
    spaced: bool,
    joint: str,
) -> None:
    assert joiner(before, after, spaced=spaced) == joint


@pytest.mark.parametrize(
    "piece", [".", ". ", "a. b! ", "。", "...", '." ', "a.)", " ."]
)
def test_long_blocks_take_linear_time(piece: str) -> None:
    started = time.perf_counter()
    boundaries((piece * 40_000)[:40_000], language="en")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一。[二](x)三。四。", ["一。", "[二](x)三。", "四。"]),
        ("一。**二**三。", ["一。", "**二**三。"]),
        ("一。<b>二</b>三。", ["一。", "<b>二</b>三。"]),
        ("一[二。三](x)四。", ["一[二。三](x)四。"]),
        ("**一。**二", ["**一。**", "二"]),
    ],
)
def test_sentence_without_a_blank_begins_before_its_markup(
    text: str, expected: list[str]
) -> None:
    cuts = boundaries(text, language="ja")
    assert [text[a:b] for a, b in pairwise([0, *cuts, len(text)])] == expected
