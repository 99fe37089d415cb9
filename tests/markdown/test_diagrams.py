"""Labels of Mermaid diagrams are segments where the site asks for it."""

from textwrap import dedent

import pytest
from pymdownx.superfences import fence_code_format

from bitext.markdown.article import Article, Kind
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split


def renderer(*, mermaid: bool) -> Renderer:
    fence = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
    configs = {"pymdownx.superfences": {"custom_fences": [fence]}}
    return Renderer(["pymdownx.superfences"], configs, mermaid=mermaid)


def cut(text: str, *, mermaid: bool = True) -> Article:
    return split(text, renderer=renderer(mermaid=mermaid))


def fenced(diagram: str) -> str:
    return f"Before.\n\n```mermaid\n{dedent(diagram)}```\n\nAfter.\n"


DIAGRAMS: dict[str, tuple[str, list[str]]] = {
    "shapes and edges": (
        """\
        graph LR
          A[Start here] --> B{Is it <br> done?};
          B -->|Yes| C(["It is (nearly) done"]);
          B -- Not yet --> D((Wait));
          D -. later .-> E[(Stored)]
          E == surely ==> F>A flag]
          subgraph one ["A group"]
          end
          click A "https://example.org/" "Not a label"
          style A fill:#f9f,stroke:#333
          %% A[Not this]
        """,
        [
            "Start here",
            "Is it <br> done?",
            "Yes",
            "It is (nearly) done",
            "Not yet",
            "Wait",
            "later",
            "Stored",
            "surely",
            "A flag",
            "A group",
        ],
    ),
    "a sequence": (
        """\
        sequenceDiagram
          autonumber
          participant A as Alice the first
          Alice->>+John: Hello John, how are you?
          loop Every minute
              John-->>-Alice: Great!
          end
          Note right of John: He thinks
        """,
        [
            "Alice the first",
            "Hello John, how are you?",
            "Every minute",
            "Great!",
            "He thinks",
        ],
    ),
    "states": (
        """\
        stateDiagram-v2
          state "A long name" as s1
          [*] --> s1 : begins
          s1 --> [*]
        """,
        ["A long name", "begins"],
    ),
    "classes": (
        """\
        classDiagram
          Person <|-- Student : is a
          class Person {
            +String name
          }
        """,
        ["is a"],
    ),
    "entities": (
        'erDiagram\n  A ||--o{ B : "is placed by"\n  C {\n    string name\n  }\n',
        ["is placed by"],
    ),
    "a pie": (
        'pie showData title Our pets\n  "Dogs" : 386\n  "Cats" : 85\n',
        ["Our pets", "Dogs", "Cats"],
    ),
    "a plan": (
        """\
        gantt
          title A plan
          dateFormat YYYY-MM-DD
          section First part
          A task :a1, 2014-01-01, 30d
        """,
        ["A plan", "First part", "A task"],
    ),
    "what is not known": ("gitGraph\n  commit id: 'Words'\n", []),
}


@pytest.mark.parametrize("name", DIAGRAMS)
def test_labels_are_segments_of_their_own(name: str) -> None:
    diagram, expected = DIAGRAMS[name]
    article = cut(fenced(diagram))
    found = [block for block in article.blocks if block.kind is Kind.DIAGRAM]
    texts = [article.text[slice(*block.spans[0])] for block in found]
    assert texts == expected
    assert [segment.text for block in found for segment in block.segments] == texts
    assert join(article, [None] * len(article.segments)) == article.text


def test_labels_in_a_quote_are_found_behind_its_prefix() -> None:
    article = cut("> ```mermaid\n> graph TD\n>   A[Start] --> B\n> ```\n")
    assert [segment.text for segment in article.segments] == ["Start"]


def test_labels_are_left_alone_unless_asked_for() -> None:
    article = cut(fenced(DIAGRAMS["shapes and edges"][0]), mermaid=False)
    assert [segment.text for segment in article.segments] == ["Before.", "After."]


def test_no_mark_stands_in_a_diagram() -> None:
    article = cut(fenced("graph TD\n  A[Start] --> B\n"))
    marked = join(article, [None] * 3, mark=lambda number: f"‹{number}›")
    assert "A[Start] --> B" in marked
