"""``bitext check`` as people and their servers call it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Run

CATALOG = "locales/nb/LC_MESSAGES/index.md.po"


@pytest.fixture
def faulty(project: Path, run: Run) -> Path:
    """A project with one translation, which lacks the bold words of its source."""
    assert run("update").code == 0
    write(project, {"Check the **oars**.": "Se etter årene 2."})
    return project


def write(project: Path, texts: dict[str, str], comment: str = "") -> None:
    path = project / CATALOG
    content = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        before = f'msgid "{source}"\nmsgstr ""\n'
        assert before in content
        after = f'{comment}msgid "{source}"\nmsgstr "{target}"\n'
        content = content.replace(before, after)
    path.write_text(content, encoding="utf-8")


def configure(project: Path, check: str) -> None:
    config = CONFIG + f"      check: {check}\n"
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")


def rules(run: Run, *options: str) -> set[str]:
    answer = run("check", "--json", *options)
    return {one["rule"] for one in json.loads(answer.out)["findings"]}


def git(project: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *who, *arguments], cwd=project, check=True)  # noqa: S607 - the git there is


def test_findings_name_their_lines_in_catalog_and_article(
    faulty: Path, run: Run
) -> None:
    answer = run("check", "--json", "--rule", "emphasis-lost")
    (one,) = json.loads(answer.out)["findings"]
    lines = (faulty / CATALOG).read_text(encoding="utf-8").splitlines()
    assert lines[one["line"] - 1] == 'msgid "Check the **oars**."'
    assert (one["article"], one["article_line"]) == ("docs/index.md", 3)


def test_rules_and_severities_are_chosen(faulty: Path, run: Run) -> None:
    del faulty
    everything = rules(run)
    assert {"emphasis-lost", "number-mismatch", "empty-target"} <= everything
    assert rules(run, "--rule", "number-mismatch") == {"number-mismatch"}
    assert rules(run, "--severity", "error") < everything


def test_a_name_of_no_rule_is_told_with_the_nearest(run: Run) -> None:
    answer = run("check", "--rule", "numbr-mismatch")
    assert answer.code == 2
    assert "did you mean number-mismatch?" in answer.err


@pytest.mark.parametrize(
    "shape", ["text", "json", "sarif", "junit", "github", "gitlab", "html"]
)
def test_the_format_never_changes_the_exit_code(
    faulty: Path, run: Run, shape: str
) -> None:
    assert run("check", "--format", shape).code == 1
    file = faulty / "report"
    answer = run("check", "--format", shape, "-o", str(file))
    assert answer.code == 1
    assert answer.out == ""
    assert f"see {file}" in answer.err
    assert "number 2" in file.read_text(encoding="utf-8")
    assert run("check", "--format", shape, "--rule", "link-missing").code == 0


def test_a_rule_is_explained_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("check", "--explain", "link-missing")
    assert answer.code == 0
    assert answer.out.startswith("link-missing  error\n\n")
    assert "cure" in answer.out
    assert "link-missing " in run("check", "--explain").out
    assert "did you mean link-missing?" in run("check", "--explain", "lnk-missing").err


def test_settings_change_severities_and_accept_findings(faulty: Path, run: Run) -> None:
    configure(faulty, "{rules: {number-mismatch: off, emphasis-lost: error}}")
    assert "number-mismatch" not in rules(run)
    assert "emphasis-lost" in rules(run, "--severity", "error")
    configure(faulty, "{accept: [{rules: [emphasis-lost], path: docs/index.md}]}")
    assert "emphasis-lost" not in rules(run)
    assert "unused-suppression" not in rules(run)
    configure(faulty, "{accept: [{rules: [link-missing]}]}")
    assert "unused-suppression" in rules(run)


def test_settings_that_name_no_rule_are_faults(faulty: Path, run: Run) -> None:
    configure(faulty, "{rules: {number-mismach: off}, accept: [{rules: [none-such]}]}")
    answer = run("check")
    assert answer.code == 2
    assert "check.rules.number-mismach: there is no rule" in answer.err
    assert "check.accept[0]: there is no rule none-such" in answer.err
    configure(faulty, "{rules: {translation-refused: off}}")
    assert "cannot be changed" in run("check").err


def test_a_baseline_lets_a_project_begin_and_get_better(faulty: Path, run: Run) -> None:
    answer = run("check", "--write-baseline")
    assert answer.code == 0
    assert "check-baseline.json: accepts" in answer.out
    assert rules(run) == set()
    assert "number-mismatch" in rules(run, "--no-baseline")
    write(faulty, {"Before you leave": "Før du drar 7"})
    assert rules(run) == {"number-mismatch", "unused-suppression"}
    assert run("check", "--write-baseline").code == 0
    assert rules(run) == set()


def test_a_new_baseline_keeps_what_was_found_in_the_built_site(
    faulty: Path, run: Run
) -> None:
    baseline = faulty / "check-baseline.json"
    assert run("check", "--write-baseline").code == 0
    found = json.loads(baseline.read_text(encoding="utf-8"))
    entry = {
        "rule": "broken-link",
        "locale": "nb",
        "path": "site/nb/index.html",
        "text": "the link to 'x' leads nowhere",
        "fingerprint": "0" * 32,
    }
    found["findings"].append(entry)
    baseline.write_text(json.dumps(found), encoding="utf-8")
    assert run("check", "--write-baseline").code == 0
    assert entry in json.loads(baseline.read_text(encoding="utf-8"))["findings"]


def test_repairs_are_of_catalogs_alone(faulty: Path, run: Run) -> None:
    assert faulty
    answer = run("check", "--fix", "--site")
    assert answer.code == 2
    assert "--fix repairs catalogs; leave --site out" in answer.err


def test_a_baseline_that_the_settings_name_must_be_there(
    faulty: Path, run: Run
) -> None:
    configure(faulty, "{baseline: accepted.json}")
    assert run("check").code == 2
    assert run("check", "--write-baseline").code == 0
    assert (faulty / "accepted.json").is_file()
    assert run("check").code == 0


def test_a_baseline_is_written_of_everything_or_not(faulty: Path, run: Run) -> None:
    answer = run("check", "--write-baseline", "--rule", "link-missing")
    assert answer.code == 2
    assert not (faulty / "check-baseline.json").exists()


def test_only_what_changed_since_a_revision_is_judged(faulty: Path, run: Run) -> None:
    git(faulty, "init", "-q")
    git(faulty, "add", "docs", "locales", "mkdocs.yml")
    git(faulty, "commit", "-qm", "first")
    assert rules(run, "--changed-since", "HEAD") == set()
    write(faulty, {"Before you leave": "Før du drar 7"})
    answer = run("check", "--json", "--changed-since", "HEAD")
    found = json.loads(answer.out)["findings"]
    assert {one["source"] for one in found} == {"Before you leave"}
    assert run("check", "--changed-since", "none-such").code == 2


def test_nothing_that_accepts_findings_reaches_the_guard(
    project: Path, run: Run
) -> None:
    assert run("update").code == 0
    comment = "# bitext: ignore=translation-refused, html-unsafe we know\n"
    hostile = "Se <script>alert(1)</script>."
    write(project, {"Bail the boat.": hostile}, comment)
    assert run("check", "--write-baseline").code == 0
    assert "translation-refused" in rules(run)
    assert run("build").code == 0
    page = (project / "site/nb/index.html").read_text(encoding="utf-8")
    assert "alert(1)" not in page
    assert "Bail the boat." in page


def test_blanks_are_mended_once_somebody_agrees(project: Path, run: Run) -> None:
    assert run("update").code == 0
    write(project, {"Bail the boat.": "Øs  båten. "}, "# a note\n")
    before = (project / CATALOG).read_text(encoding="utf-8")
    shown = run("check", "--fix")
    # Nobody can be asked here.
    assert shown.code == 1
    assert "- Øs  båten.·\n+ Øs båten.\n" in shown.out
    assert (project / CATALOG).read_text(encoding="utf-8") == before
    assert run("check", "--fix", "--rule", "link-missing", "--yes").code == 0
    assert (project / CATALOG).read_text(encoding="utf-8") == before
    done = run("check", "--fix", "--yes")
    assert done.code == 0
    assert "1 translation mended" in done.out
    after = (project / CATALOG).read_text(encoding="utf-8")
    wanted = before.replace("Øs  båten. ", "Øs båten.").splitlines()
    changed = set(after.splitlines()) ^ set(wanted)
    assert {line.split(":")[0] for line in changed} <= {'"PO-Revision-Date'}
    assert "nothing can be mended" in run("check", "--fix").out


TBX = """\
<martif type="TBX" xml:lang="en"><text><body><termEntry>
<langSet xml:lang="en"><tig><term>boat</term></tig></langSet>
<langSet xml:lang="nb"><tig><term>båt</term></tig><tig><term>skute</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>
"""


def test_terms_are_checked_as_termbases_say(project: Path, run: Run) -> None:
    assert run("update").code == 0
    write(
        project, {"Bail the boat.": "Øs en skute.", "Check the **oars**.": "Se årer."}
    )
    table = "term,locale,use,translation\noar,nb,target,padleåre\n"
    (project / "terms.csv").write_text(table, encoding="utf-8")
    (project / "terms.tbx").write_text(TBX, encoding="utf-8")
    configure(project, "{terms: [terms.csv, terms.tbx]}")
    answer = run("check", "--json")
    texts = {one["text"] for one in json.loads(answer.out)["findings"]}
    assert "'oar' is not translated as 'padleåre'" in texts
    assert "'boat' is not translated as 'båt'" in texts
    assert "'skute' is not to be used for 'boat'" in texts
    (project / "terms.csv").write_text("term,use\na,b\n", encoding="utf-8")
    assert "terms.csv:2: use 'b' is none of" in run("check").err
    (project / "terms.csv").unlink()
    assert run("check").code == 2


@pytest.mark.slow
def test_check_of_a_site_that_must_be_built_first_names_the_command(
    run: Run, project: Path
) -> None:
    outcome = run("check", "--site")
    assert outcome.code == 2
    assert "site: is not there; run: bitext build" in outcome.err
    assert run("build").code == 0
    assert run("check", "--site").code == 0
    page = project / "site/nb/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</article>", "<p>More</p></article>"))
    outcome = run("check", "--site")
    assert outcome.code == 1
    assert "structure-mismatch" in outcome.out
    assert "site/nb/index.html" in outcome.out
    assert run("check").code == 0
    (project / "docs/index.md").write_text("# Other\n")
    outcome = run("check", "--site")
    assert outcome.code == 2
    assert "is older than what it is made from; run: bitext build" in outcome.err
