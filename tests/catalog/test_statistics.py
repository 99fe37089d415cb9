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


def test_words_are_what_has_a_letter_or_a_digit() -> None:
    assert words("Row – or not – 3 times. **Now** --- …") == 6
    assert words("[Read](a.md) `one two`") == 3
    assert words("保存、する。ﾎｰﾄ 𠮷") == 2 + 2 + 3 + 1
    assert words("") == 0


def test_fuzzy_and_translated_messages_are_told_apart_further() -> None:
    messages = [
        Message("One", "En", facts={"origin": "mt"}),
        Message("Two", "To", facts={"carried": "link"}),
        Message("Three", "Tre", facts={"origin": "human"}),
        Message("Four", "Fire", is_fuzzy=True, facts={"fuzzy": "edited"}),
        Message("Five", "Fem", is_fuzzy=True, facts={"fuzzy": "similar"}),
        Message("Six", "Seks", is_fuzzy=True, facts={"fuzzy": "whatever"}),
    ]
    statistics = count(Catalog("a.po", {}, messages))
    assert statistics.machine == statistics.carried == Amount(1, 1)
    assert statistics.edited == statistics.similar == Amount(1, 1)
    assert statistics.fuzzy == statistics.translated == Amount(3, 3)
    assert count(Catalog("a.po", {}, messages), is_machine=True).machine.messages == 2


def test_a_hundred_percent_means_all() -> None:
    messages = [Message("word " * 9_999, "x"), Message("One")]
    statistics = count(Catalog("a.po", {}, messages))
    assert statistics.percent == 99.9
    assert count(Catalog("a.po")).percent == 100.0
