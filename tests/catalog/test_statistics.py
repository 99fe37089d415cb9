"""Messages and words by state."""

from bitext.catalog import Amount, Catalog, Message, Statistics, count, words


def test_messages_and_words_are_counted_by_state() -> None:
    messages = [
        Message("Save the file.", "Lagre filen."),
        Message("Close it.", "Lukk den.", is_fuzzy=True),
        Message("Go.", is_fuzzy=True),
        Message("Help"),
    ]
    obsolete = [Message("Old", "Gammel", is_obsolete=True)]
    statistics = count(Catalog("a.po", {}, messages, obsolete))
    assert statistics.translated == Amount(1, 3)
    assert statistics.fuzzy == Amount(1, 2)
    assert statistics.untranslated == Amount(2, 2)
    assert statistics.total == Amount(4, 7)
    assert statistics.coverage == 3 / 7


def test_statistics_add_up() -> None:
    one = count(Catalog("a.po", {}, [Message("Save it.", "Lagre.")]))
    assert sum([one, one], start=Statistics()).translated == Amount(2, 4)


def test_nothing_to_translate_is_fully_translated() -> None:
    assert count(Catalog("a.po")).coverage == 1.0


def test_ideographs_and_kana_count_one_by_one() -> None:
    assert words("ファイルを保存 now") == 8
    assert words("Don't  count `two words` twice.") == 5
