"""The article the project began with: what is wrong in it, and nothing else."""

from collections.abc import Iterable
from pathlib import Path

from bitext.catalog import Catalog, Message
from bitext.check import Judged, Severity, check_catalogs
from bitext.exchange.sxs import read
from bitext.files import read_text
from bitext.locales import parse_locale

TRUE = {
    ("104", "markup-spacing"),
    ("104", "ui-label-inconsistent"),
    ("107", "punct-space-before"),
    ("107", "ui-label-inconsistent"),
    ("111", "end-punctuation"),
}
TRUE_INFOS = {("105", "label-case"), ("107", "label-case"), ("111", "start-case")}

OWN = {
    "104": (
        "You can use the **Settle account** feature at any time to pay the harbour.",
        "Du kan bruke funksjonen**Betal nå** når som helst for å betale havnen.",
    ),
    "105": (
        "In the office, go to **Fees > [Boats & oars](https://example.org/boats)**.",
        "Gå til **avgifter > [båter & årer](https://example.org/boats)** på kontoret.",
    ),
    "107": (
        "In the **Fees** section, click **Settle account** to pay the fee.",
        "I **avgifter** -delen klikker du på **Utlignings saldo** for å betale.",
    ),
    "110": (
        "After you’ve moored the boat, click **Save**.",
        "Når du har fortøyd båten, klikker du **Lagre**.",
    ),
    "111": (
        "**Note**: After the tide has turned, the fee may still be shown.",
        "**Obs**! når tidevannet snur, kan avgiften fremdeles vises.",
    ),
}


def found(
    pairs: Iterable[tuple[str, str, str]],
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Errors and warnings, and infos, each as the unit's number and the rule."""
    units = list(pairs)
    messages = [
        Message(source, target, line=line)
        for line, (_, source, target) in enumerate(units, start=1)
    ]
    findings = check_catalogs(
        [Judged(Catalog("", {"Language": "nb"}, messages), {})],
        locale=parse_locale("nb"),
        source_locale=parse_locale("en"),
    )
    visible: set[tuple[str, str]] = set()
    infos: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.rule == "po-header":
            continue
        kept = infos if finding.severity is Severity.INFO else visible
        kept.add((units[finding.line - 1][0], finding.rule))
    return visible, infos


def test_faults_of_a_small_article_are_found_and_nothing_else() -> None:
    visible, infos = found((number, *pair) for number, pair in OWN.items())
    assert visible == TRUE
    assert infos == TRUE_INFOS


def test_faults_of_the_first_article_are_found_and_nothing_else(corpus: Path) -> None:
    article = read(read_text(corpus / "seed-past-due-account.nb-NO.md"))
    visible, infos = found(
        (unit.number, unit.source, unit.target) for unit in article.units
    )
    assert visible == TRUE
    assert infos <= TRUE_INFOS
