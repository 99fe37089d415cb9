import pytest

from bitext.exchange.sxs import read
from bitext.exchange.sxs.english import English, english, title_of
from tests.exchange.side_by_side import body, file

KEYS = ("title", "description")


def article(text: str, path: str = "guide/first-steps.md") -> English:
    made = english(read(text), path=path, keys=KEYS)
    for placed in made.placed:
        assert made.text[placed.start : placed.end] == placed.unit.source
    return made


def body_of(text: str) -> str:
    return article(body(text)).text


def test_article_is_skeleton_and_source_without_what_the_pipeline_added() -> None:
    made = article(
        file('# <a name="hello"></a>{{Hello||Hei}}\n\n- {{One.||En.}} {{Two.||To.}}\n')
    )
    assert made.text == (
        "---\ntitle: First steps\nms.topic: article\n---\n# Hello\n\n- One. Two.\n"
    )
    assert [(u.key, u.source, u.target) for u in made.unknown] == [
        ("title", "First steps", "Tittel")
    ]


def test_front_matter_of_pipeline_keys_alone_vanishes() -> None:
    text = file("{{One||En}}\n").replace("title: Tittel\nms.topic: article\n", "")
    assert article(text).text == "One\n"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ('## <a name="a"></a>{{A||B}}\n', "## A\n"),
        ('#<a name="a"></a>{{A||B}}\n', "#A\n"),
        ('- # <a name="a"></a>{{A||B}}\n', "- # A\n"),
        ('> # <a name="a"></a>{{A||B}}\n', "> # A\n"),
        ('# <a name="a"></a>[{{A||B}}](#tab/a)\n', "# [A](#tab/a)\n"),
        ('# <a name="a"></a><a name="b"></a>{{A||B}}\n', '# <a name="b"></a>A\n'),
        ('<a name="a"></a>{{A||B}}\n=====\n', "A\n=====\n"),
        ('<a name="a"></a>{{A||B}} {{C.||D.}}\r\n---\r\n', "A C.\r\n---\r\n"),
        # These stood in the English file.
        ('# <a name="a"></a>`code`\n{{A||B}}\n', '# <a name="a"></a>`code`\nA\n'),
        ('<a name="a"></a>{{A||B}}\n', '<a name="a"></a>A\n'),
        ('{{X||Y}}# <a name="a"></a>{{A||B}}\n', 'X# <a name="a"></a>A\n'),
        (
            '```\n# <a name="a"></a>\n```\n{{A||B}}\n',
            '```\n# <a name="a"></a>\n```\nA\n',
        ),
    ],
)
def test_only_the_anchor_of_the_pipeline_is_taken_out_of_a_heading(
    heading: str, expected: str
) -> None:
    assert body_of(heading) == expected


def test_line_ends_and_byte_order_mark_are_kept() -> None:
    assert article("\ufeff" + body("{{One||En}}\r\n\r\n{{Two||To}}")).text == (
        "\ufeffOne\r\n\r\nTwo"
    )


def test_description_is_made_of_the_first_sentence_without_markup() -> None:
    text = file(
        '# <a name="h"></a>{{Head||Topp}}\n\n'
        "{{See the **new** [guide](g.md).||Se den **nye** [guiden](g.md).}}\n"
    ).replace("ms.topic", "description: Om den nye guiden\nms.topic")
    made = article(text)
    assert "description: See the new guide.\n" in made.text
    assert made.unknown[1].target == "Om den nye guiden"


def test_made_up_value_is_quoted_where_yaml_needs_it() -> None:
    made = article(file("{{One||En}}\n"), path="yes.md")
    assert "title: 'Yes'\n" in made.text or 'title: "Yes"\n' in made.text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("past-due_account.md", "Past due account"),
        ("a/8000-in-Outlook.com.md", "8000 in Outlook.com"),
        ("setup/index.md", "Setup"),
        ("index.md", "Home"),
        ("-.md", "-"),
    ],
)
def test_title_is_made_of_the_file_name(path: str, title: str) -> None:
    assert title_of(path) == title
