"""An update keeps every translation and finds the best one for what is new."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bitext.catalog import (
    Catalog,
    Counts,
    Edition,
    Memory,
    Message,
    Remembered,
    UpdateResult,
    update,
)
from bitext.catalog.memory import target_digest
from bitext.catalog.message import fuzzy_reason, text_digest
from bitext.locales import parse_locale

SAVE = Message("Save the file before you close the window.", "Lagre filen først.")
EDITED = "Save your file before you close the window."


@pytest.fixture
def run(edition: Edition) -> "Run":
    return Run(edition)


class Run:
    """Updates the catalog of ``a.md`` in Norwegian."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __call__(
        self,
        template: Sequence[str | Message],
        live: Sequence[Message] = (),
        *,
        obsolete: Sequence[Message] = (),
        memory: Sequence[Remembered] = (),
    ) -> UpdateResult:
        old = Catalog("a.po", {}, list(live), list(obsolete))
        own = [Remembered(message, "a.md") for message in (*live, *obsolete)]
        return self.again(old, template, memory=(*own, *memory))

    def again(
        self,
        old: Catalog,
        template: Sequence[str | Message],
        *,
        memory: Sequence[Remembered] = (),
    ) -> UpdateResult:
        return update(
            old,
            article="a.md",
            template=[
                m if isinstance(m, Message) else Message(m, references=("docs/a.md",))
                for m in template
            ],
            memory=Memory(memory),
            locale=parse_locale("nb"),
            edition=self.edition,
        )


def obsolete(source: str, target: str, *, is_fuzzy: bool = False) -> Message:
    return Message(source, target, is_fuzzy=is_fuzzy, is_obsolete=True)


def elsewhere(source: str, target: str, article: str = "b.md") -> Remembered:
    return Remembered(Message(source, target), article)


def test_the_same_text_keeps_its_translation_its_comments_and_its_facts(
    run: Run,
) -> None:
    held = Message(
        "Save.",
        "Lagre.",
        comments=("Ask Ola.",),
        facts={"ignore": "length"},
        flags=("ignore-md-link",),
    )
    wanted = Message(
        "Save.", extracted=("item",), references=("a.md",), flags=("markdown-text",)
    )
    result = run([wanted], [held])
    (message,) = result.catalog.messages
    assert message.target == "Lagre."
    assert message.comments == ("Ask Ola.",)
    assert message.facts == {"ignore": "length"}
    assert message.flags == ("markdown-text", "ignore-md-link")
    assert message.extracted == ("item",)
    assert message.references == ("a.md",)
    assert result.counts == Counts(kept=1)


def test_a_fuzzy_message_stays_fuzzy(run: Run) -> None:
    held = Message(
        "B",
        "a",
        is_fuzzy=True,
        previous="A",
        facts={"fuzzy": f"edited {text_digest(SAVE.target)}"},
    )
    (message,) = run(["B"], [held]).catalog.messages
    assert message.is_fuzzy
    assert message.previous == "A"
    assert message.facts == {"fuzzy": f"edited {text_digest(SAVE.target)}"}


def test_an_approved_message_forgets_why_it_was_fuzzy(run: Run) -> None:
    held = Message(
        "B",
        "b",
        previous="A",
        facts={"fuzzy": f"edited {text_digest(SAVE.target)}", "origin": "mt"},
    )
    (message,) = run(["B"], [held]).catalog.messages
    assert message.previous is None
    assert not message.facts


def test_messages_stand_in_the_order_of_the_article(run: Run) -> None:
    live = [Message("One", "En"), Message("Two", "To")]
    catalog = run(["Two", "One"], live).catalog
    assert [message.source for message in catalog.messages] == ["Two", "One"]


def test_what_vanished_becomes_obsolete_and_the_untranslated_is_dropped(
    run: Run,
) -> None:
    live = [
        Message("Zebra", "Sebra", extracted=("item",), flags=("markdown-text",)),
        Message("Ape", "Ape", comments=("Ask.",)),
        Message("Unknown"),
    ]
    result = run([], live)
    zebra = Message("Zebra", "Sebra", is_obsolete=True)
    ape = Message("Ape", "Ape", comments=("Ask.",), is_obsolete=True)
    assert result.catalog.messages == []
    assert result.catalog.obsolete == [ape, zebra]
    assert result.counts == Counts(obsolete=2, dropped=1)


def test_text_that_comes_back_is_valid_again(run: Run) -> None:
    first = run(["New words entirely."], [SAVE])
    back = run.again(first.catalog, [SAVE.source])
    (message,) = back.catalog.messages
    assert message.target == SAVE.target
    assert message.is_translated
    assert back.counts.revived == 1
    assert SAVE.source not in {m.source for m in back.catalog.obsolete}


def test_an_edited_text_is_fuzzy_with_the_text_it_was_valid_for(run: Run) -> None:
    result = run([EDITED], [SAVE])
    (message,) = result.catalog.messages
    assert message.is_fuzzy
    assert message.target == SAVE.target
    assert message.previous == SAVE.source
    assert message.facts == {"fuzzy": f"edited {text_digest(SAVE.target)}"}
    assert result.counts == Counts(edited=1)
    assert not result.catalog.obsolete


def test_a_text_edited_twice_names_the_last_valid_source(run: Run) -> None:
    once = run([EDITED], [SAVE])
    twice = run.again(once.catalog, [EDITED.replace("close", "leave")])
    assert twice.catalog.messages[0].previous == SAVE.source
    restored = run.again(twice.catalog, [SAVE.source])
    (message,) = restored.catalog.messages
    assert message.is_translated
    assert message.target == SAVE.target
    assert not message.facts
    assert not restored.catalog.obsolete


def test_an_edited_text_that_came_back_elsewhere_is_valid(run: Run) -> None:
    (proposal,) = run([EDITED], [SAVE]).catalog.messages
    result = run([SAVE.source], memory=[Remembered(proposal, "b.md")])
    assert result.catalog.messages[0].is_translated


def test_a_proposal_that_changed_the_translation_leaves_the_old_one_obsolete(
    run: Run,
) -> None:
    carried = replace(SAVE, facts={"carried": "link"})
    (kept,) = run([EDITED], [carried]).catalog.obsolete
    assert (kept.source, kept.target) == (SAVE.source, SAVE.target)


def test_a_machine_translation_stays_one_until_a_human_approves(run: Run) -> None:
    machine = replace(SAVE, facts={"origin": "mt"})
    (kept,) = run([SAVE.source], [machine]).catalog.messages
    assert kept.facts == {"origin": "mt"}
    (proposal,) = run([EDITED], [machine]).catalog.messages
    assert proposal.facts == {
        "origin": "mt",
        "fuzzy": f"edited {text_digest(SAVE.target)}",
    }
    approved = replace(proposal, is_fuzzy=False, target="Lagre filen nå.")
    (human,) = run([EDITED], [approved]).catalog.messages
    assert not human.facts


def test_an_approved_proposal_is_a_human_translation_without_marks(run: Run) -> None:
    facts = {
        "fuzzy": f"edited {text_digest(SAVE.target)}",
        "carried": "number",
        "origin": "mt",
    }
    approved = replace(SAVE, facts=facts, previous="Save 2 files.")
    (message,) = run([SAVE.source], [approved]).catalog.messages
    assert (message.facts, message.previous) == ({}, None)


def test_the_same_text_elsewhere_is_valid(run: Run) -> None:
    result = run([SAVE.source], memory=[Remembered(SAVE, "b.md")])
    assert result.catalog.messages[0].is_translated
    assert result.counts == Counts(moved=1)


def test_an_untranslated_message_takes_a_translation_made_elsewhere(run: Run) -> None:
    held = Message("Save.", comments=("Which one?",))
    result = run(["Save."], [held], memory=[elsewhere("Save.", "Lagre.")])
    (message,) = result.catalog.messages
    assert message.target == "Lagre."
    assert message.comments == ("Which one?",)


def test_a_fuzzy_translation_elsewhere_stays_fuzzy(run: Run) -> None:
    entry = Remembered(Message("Save.", "Lagre.", is_fuzzy=True), "b.md")
    (message,) = run(["Save."], memory=[entry]).catalog.messages
    assert (message.target, message.is_fuzzy) == ("Lagre.", True)


def test_the_same_text_in_another_context_is_only_similar(run: Run) -> None:
    entry = Remembered(Message("Save", "Lagre", "menu"), "b.md")
    (message,) = run(["Save"], memory=[entry]).catalog.messages
    assert message.is_fuzzy
    assert message.facts["fuzzy"] == "similar"


def test_a_similar_text_elsewhere_is_fuzzy_and_brings_no_comments(run: Run) -> None:
    other = Message(
        SAVE.source,
        SAVE.target,
        comments=("Ask Ola.",),
        facts={"origin": "mt", "ignore": "length"},
    )
    result = run([EDITED], memory=[Remembered(other, "b.md")])
    (message,) = result.catalog.messages
    assert message.facts == {"fuzzy": "similar", "origin": "mt"}
    assert message.previous == SAVE.source
    assert message.comments == ()
    assert result.counts == Counts(similar=1)


def test_a_vanished_text_is_preferred_to_a_more_similar_one_elsewhere(run: Run) -> None:
    near = elsewhere(EDITED.replace("window", "windows"), "Nær.")
    (message,) = run([EDITED], [SAVE], memory=[near]).catalog.messages
    assert fuzzy_reason(message)[0] == "edited"
    assert message.target == SAVE.target


def test_unlike_texts_are_not_offered(run: Run) -> None:
    result = run(["Delete old reports every month."], [SAVE])
    assert result.catalog.messages[0].target == ""
    assert result.counts == Counts(untranslated=1, obsolete=1)


def test_the_obsolete_twin_of_a_live_message_goes_to_the_memory(run: Run) -> None:
    twin = obsolete("Save.", "Spar.")
    result = run(["Save."], [Message("Save.", "Lagre.")], obsolete=[twin])
    assert result.catalog.obsolete == []
    (displaced,) = result.displaced
    assert displaced.target == "Spar."
    assert displaced.facts == {"conflict": target_digest(result.catalog.messages[0])}
    assert result.counts == Counts(kept=1, displaced=1)


def test_a_second_obsolete_translation_goes_to_the_memory(run: Run) -> None:
    older = obsolete("Save.", "Spar.")
    result = run([], [Message("Save.", "Lagre.")], obsolete=[older])
    assert [m.target for m in result.catalog.obsolete] == ["Lagre."]
    assert result.displaced == (older,)


def test_the_joined_mark_is_a_translation_like_any_other(run: Run) -> None:
    held = Message("And so.", "<!-- joined -->")
    assert run(["And so."], [held]).catalog.messages[0].is_translated


def test_plural_entries_of_other_tools_are_kept(run: Run) -> None:
    held = Message("file", plural_source="files", plural_targets=("fil", "filer"))
    live = run(["file"], [held]).catalog
    assert live.messages[0].plural_targets == ("fil", "filer")
    assert run.again(live, []).catalog.obsolete[0].plural_targets == ("fil", "filer")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (
            Remembered(Message("S", "better"), "a.md"),
            Remembered(Message("S", "worse"), "b.md", revised=9.0),
        ),
        (
            Remembered(Message("S", "better"), "z.md", places=frozenset({"item in A"})),
            Remembered(Message("S", "worse"), "b.md", revised=9.0),
        ),
        (
            Remembered(Message("S", "better"), "z.md", revised=1.0),
            Remembered(Message("S", "worse", facts={"origin": "mt"}), "b.md", 9.0),
        ),
        (
            Remembered(Message("S", "better"), "z.md", revised=9.0),
            Remembered(Message("S", "worse"), "b.md", revised=1.0),
        ),
        (
            Remembered(Message("S", "better"), "b.md"),
            Remembered(Message("S", "worse"), "z.md"),
        ),
    ],
    ids=["same article", "same place", "human", "newest", "path order"],
)
def test_ties_fall_the_same_way_whatever_the_order(
    run: Run, better: Remembered, worse: Remembered
) -> None:
    wanted = Message("S", extracted=("item in A",))
    for memory in ([better, worse], [worse, better]):
        (message,) = run([wanted], memory=memory).catalog.messages
        assert message.target == "better"


def test_the_creation_date_moves_only_when_messages_come_or_go(
    run: Run, edition: Edition, later: Edition
) -> None:
    first = run([SAVE.source], [SAVE]).catalog
    assert first.header["POT-Creation-Date"] == "2026-03-01 12:30+0000"
    run.edition = later
    edited = run.again(first, [EDITED]).catalog
    assert edited.header == first.header
    added = run.again(edited, [EDITED, "And something new."]).catalog
    assert added.header["POT-Creation-Date"] == "2027-08-09 10:11+0000"
    run.edition = edition
    assert run.again(added, [EDITED]).catalog.header == first.header


def test_the_old_catalog_is_not_changed(run: Run) -> None:
    old = Catalog("a.po", {}, [SAVE], [obsolete("Gone", "Borte")])
    run.again(old, ["Gone", EDITED])
    assert old == Catalog("a.po", {}, [SAVE], [obsolete("Gone", "Borte")])


def test_lines_are_those_of_the_catalog_on_disk(run: Run) -> None:
    live = [Message("One", "En", line=7), Message("Two", line=11)]
    memory = [
        Remembered(Message("Two", "To", line=90), "b.md"),
        Remembered(Message("Three", "Tre", line=91), "b.md"),
    ]
    messages = run(["Three", "Two", "One"], live, memory=memory).catalog.messages
    assert [message.line for message in messages] == [0, 11, 7]


def test_a_translation_changed_for_an_edit_is_not_that_of_the_text_before(
    run: Run,
) -> None:
    (proposed,) = run([EDITED], [SAVE]).catalog.messages
    changed = replace(proposed, target=f"{SAVE.target} Og nå?")
    (back,) = run([SAVE.source], [proposed]).catalog.messages
    assert (back.target, back.is_fuzzy) == (SAVE.target, False)
    (back,) = run([SAVE.source], [changed]).catalog.messages
    assert (back.target, back.is_fuzzy) == (changed.target, True)
    again = EDITED.replace("window", "big window")
    (twice,) = run([again], [changed]).catalog.messages
    (back,) = run([SAVE.source], [twice]).catalog.messages
    assert back.is_fuzzy


def test_an_untranslated_text_is_edited_without_being_offered(run: Run) -> None:
    far = Message(EDITED.replace("window", "door and leave"), "Langt.")
    result = run([EDITED], [Message(SAVE.source), far])
    (message,) = result.catalog.messages
    assert (message.target, fuzzy_reason(message)[0]) == ("Langt.", "edited")
    assert run([EDITED], [Message(SAVE.source)]).counts.untranslated == 1


OPEN = Message("Open", "Åpen")
OPEN_VERB = Message("Open", "Åpne", "verb")


def test_equal_texts_of_two_contexts_keep_their_own_translations(run: Run) -> None:
    template = [Message("Open"), Message("Open", context="verb")]
    result = run(template, [OPEN_VERB, OPEN])
    assert [(m.context, m.target) for m in result.catalog.messages] == [
        (None, "Åpen"),
        ("verb", "Åpne"),
    ]
    again = run.again(result.catalog, template)
    assert again.catalog == result.catalog


def test_text_that_gets_a_context_offers_its_translation_as_fuzzy(run: Run) -> None:
    result = run([Message("Open", context="verb")], [OPEN])
    (message,) = result.catalog.messages
    assert (message.target, message.is_fuzzy) == ("Åpen", True)
    assert (message.previous_context, message.previous) == (None, "Open")
    result = run([Message("Open"), Message("Open", context="verb")], [OPEN])
    plain, verb = result.catalog.messages
    assert (plain.target, plain.is_fuzzy) == ("Åpen", False)
    assert (verb.target, verb.is_fuzzy) == ("Åpen", True)


def test_text_that_loses_its_context_tells_which_it_was(run: Run) -> None:
    result = run(["Open"], [OPEN_VERB])
    (message,) = result.catalog.messages
    assert (message.target, message.is_fuzzy) == ("Åpne", True)
    assert (message.previous_context, message.previous) == ("verb", "Open")
    assert not result.catalog.obsolete
    again = run(["Opens"], result.catalog.messages).catalog.messages[0]
    assert (again.previous_context, again.previous) == ("verb", "Open")


def test_translation_of_the_same_text_and_context_is_found_elsewhere(run: Run) -> None:
    memory = [Remembered(OPEN, "b.md"), Remembered(OPEN_VERB, "c.md")]
    result = run([Message("Open", context="verb")], memory=memory)
    (message,) = result.catalog.messages
    assert (message.target, message.is_fuzzy) == ("Åpne", False)
