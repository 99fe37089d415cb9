"""What catalogs cannot hold is kept beside them, and found again."""

from bitext.catalog import Catalog, Memory, Message, Remembered
from bitext.catalog.memory import kept_in_memory, merge_memory, remembered
from bitext.catalog.similarity import SourceIndex

FULL = Message(
    "Save",
    "Lagre",
    "menu",
    is_fuzzy=True,
    previous="Store",
    comments=("Ask Ola.",),
    facts={"origin": "mt"},
    extracted=("item",),
    references=("docs/a.md",),
    flags=("markdown-text", "no-wrap"),
    is_obsolete=True,
)


def test_a_kept_message_names_its_article_and_its_translation() -> None:
    kept = kept_in_memory(FULL, article="guide/a.md")
    other = kept_in_memory(Message("Save", "Spar"), article="guide/a.md")
    assert kept.context is not None
    assert kept.context.startswith("guide/a.md|")
    assert kept.context != other.context
    assert not kept.is_obsolete
    assert (kept.extracted, kept.references, kept.flags) == ((), (), ("no-wrap",))


def test_a_kept_message_is_remembered_as_it_was() -> None:
    memory = Catalog("m.po", {}, [kept_in_memory(FULL, article="guide/a.md")])
    (entry,) = remembered(memory)
    assert entry.article == "guide/a.md"
    message = entry.message
    assert message.key == FULL.key
    assert (message.target, message.is_fuzzy) == ("Lagre", True)
    assert (message.previous, message.comments) == ("Store", ("Ask Ola.",))
    assert message.facts == {"origin": "mt"}


def test_other_peoples_entries_of_the_memory_are_used_too() -> None:
    catalog = Catalog("m.po", {}, [Message("Save", "Lagre")])
    memory = Memory(remembered(catalog))
    found = memory.exact(Message("Save"), article="a.md", is_fuzzy=False)
    assert found == Remembered(Message("Save", "Lagre"), "")


def test_the_memory_is_sorted_by_article_and_text() -> None:
    displaced = [
        kept_in_memory(Message(source, "x"), article=article)
        for article in ("b.md", "a.md")
        for source in ("Two", "One")
    ]
    merged = merge_memory(Catalog("m.po"), displaced)
    places = [((m.context or "").split("|")[0], m.source) for m in merged]
    assert places == [
        ("a.md", "One"),
        ("a.md", "Two"),
        ("b.md", "One"),
        ("b.md", "Two"),
    ]
    assert merge_memory(Catalog("m.po", {}, merged), displaced) == merged


def test_a_valid_translation_replaces_the_same_one_marked_fuzzy() -> None:
    valid = kept_in_memory(Message("Save", "Lagre"), article="a.md")
    fuzzy = kept_in_memory(Message("Save", "Lagre", is_fuzzy=True), article="a.md")
    for first, second in ((valid, fuzzy), (fuzzy, valid)):
        memory = Catalog("m.po", {}, [first])
        assert merge_memory(memory, [second]) == [valid]


def test_valid_translations_are_told_from_fuzzy_ones() -> None:
    memory = Memory([Remembered(Message("Save", "Lagre", is_fuzzy=True), "a.md")])
    wanted = Message("Save")
    assert memory.exact(wanted, article="a.md", is_fuzzy=False) is None
    assert memory.exact(wanted, article="a.md", is_fuzzy=True) is not None


def test_the_closest_text_is_found_among_those_that_share_rare_words() -> None:
    texts = [
        "Open the report of the month.",
        "Open the report of the year.",
        "Delete the backup.",
        "ファイルを保存します。",
    ]
    index = SourceIndex(texts)
    assert index.closest("Open the reports of the year.") == [texts[1]]
    assert index.closest("ファイルを保存しました。") == [texts[3]]
    assert index.closest("Nothing like it.") == []
    assert index.closest("—") == []


def test_texts_that_are_equally_close_are_all_found() -> None:
    index = SourceIndex(["Close the door", "Close the moor"])
    assert len(index.closest("Close the poor")) == 2


def test_memory_holds_one_translation_in_two_contexts() -> None:
    messages = [Message("Open", "Åpne", context) for context in (None, "verb", "menu")]
    kept = [kept_in_memory(message, article="a.md") for message in messages]
    merged = merge_memory(Catalog("m.po"), kept)
    found = [entry.message for entry in remembered(Catalog("m.po", {}, merged))]
    assert {message.key for message in found} == {one.key for one in messages}
