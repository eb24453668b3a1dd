"""The press: nothing is set twice, nothing kept is trusted blindly, and a site's own templates come first."""

from pathlib import Path

import pytest

from briefbook.check import check
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.pdf import engine, press, printer
from briefbook.pdf.engine import Job, PrintError, Sheets, set_document
from briefbook.pdf.leads import LostLead, check_leads, led
from briefbook.pdf.pack import packed
from briefbook.pdf.press import Kept
from briefbook.pdf.templates import TemplateError, Templates, phrases
from tests.building import here

MAIN = b'#set document(title: "x", date: datetime(year: 2026, month: 1, day: 2))\n#set text(lang: "en")\n= A'
FONTS = tuple(map(str, Templates.of(Path("none")).fonts))


def job(name: str, text: bytes = MAIN) -> Job:
    """A small document."""
    return Job(name, {"main": text}, (2026, 1, 2))


@pytest.fixture
def counted(monkeypatch) -> list[str]:
    """The names of the documents that were really set."""
    seen: list[str] = []

    def counting(job: Job, fonts: tuple[str, ...]) -> Sheets:
        seen.append(job.name)
        return set_document(job, fonts)

    monkeypatch.setattr(press, "set_document", counting)
    return seen


def run(jobs: list[Job], folder: Path, foundation: str = "1", workers: int = 1) -> dict[str, bytes]:
    """Set documents, keeping them in a folder."""
    templates = Templates.of(Path("none"))
    return {job.name: s.content for job, s in press.press(jobs, templates, Kept(folder, foundation), workers)}


def test_only_what_changed_is_set_again(tmp_path, counted) -> None:
    first = run([job("a"), job("b")], tmp_path)
    assert run([job("a"), job("b", MAIN + b"!")], tmp_path)["a"] == first["a"]
    assert counted == ["a", "b", "b"]


def test_other_templates_fonts_or_engine_set_all_again(tmp_path, counted) -> None:
    before = run([job("a")], tmp_path)
    assert run([job("a")], tmp_path, foundation="2") == before
    assert counted == ["a", "a"]
    one, other = Templates({"x.typ": b"1"}, ()), Templates({"x.typ": b"2"}, ())
    assert Kept.of(tmp_path, one).foundation != Kept.of(tmp_path, other).foundation
    assert engine.version() in Kept.of(tmp_path, one).foundation


@pytest.mark.parametrize("harm", [b"", b"no", b"x" * 500])
def test_a_damaged_copy_is_set_again(harm, tmp_path, counted) -> None:
    before = run([job("a")], tmp_path)
    path = tmp_path / "pdf" / "a"
    path.write_bytes(path.read_bytes()[:-1] + harm)
    assert run([job("a")], tmp_path) == before
    assert counted == ["a", "a"]


def test_a_place_where_nothing_can_be_kept_changes_nothing(tmp_path, counted) -> None:
    before = run([job("a")], tmp_path / "there")
    (tmp_path / "file").write_text("in the way")
    assert run([job("a")], tmp_path / "file") == before
    assert run([job("a")], tmp_path / "file") == before
    assert counted == ["a", "a", "a"]


@pytest.mark.slow
def test_many_processes_make_the_same_in_the_same_order(tmp_path) -> None:
    jobs = [job(f"d{n}", MAIN + str(n).encode()) for n in range(12)]
    alone, together = run(jobs, tmp_path / "one"), run(jobs, tmp_path / "two", workers=3)
    assert list(alone.items()) == list(together.items())


def test_a_document_with_a_fault_is_not_kept(tmp_path) -> None:
    faulty = job("a", MAIN.replace(b"= A", b"=== A"))
    [(_, sheets)] = press.press([faulty], Templates.of(Path("none")), Kept(tmp_path, "1"), 1)
    assert "heading" in sheets.fault
    assert not (tmp_path / "pdf").exists()


def test_what_cannot_be_packed_is_left_as_it_is() -> None:
    assert packed(b"no PDF at all", {}) == b"no PDF at all"
    made = set_document(job("a"), FONTS).content
    assert packed(made, {}) == made


def test_a_template_of_the_site_comes_first_and_may_fetch_nothing(tmp_path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf/event.typ").write_text('#let event(view) = say("Ours")')
    templates = Templates.of(tmp_path)
    assert templates.files["event.typ"].endswith(b'say("Ours")')
    assert ("say", "Ours") in templates.phrases
    (tmp_path / "pdf/event.typ").write_text('#import "@preview/tablex:0.0.8": tablex')
    with pytest.raises(TemplateError, match=r"macros/pdf/event\.typ.*fetch"):
        Templates.of(tmp_path)


def test_a_template_sees_no_file_of_the_machine() -> None:
    with pytest.raises(PrintError, match=r"(?i)not found|failed to load|access"):
        set_document(job("a", b'#read("/etc/passwd")'), FONTS)
    with pytest.raises(PrintError):
        set_document(job("a", b'#read("../../etc/passwd")'), FONTS)


def test_the_phrases_of_a_template_are_found() -> None:
    text = 'say("Facts to") choice("unstated") say("Page %(page)s", page: 1) say("a \\"b\\"") essay("no")'
    assert list(phrases(text)) == [
        ("say", "Facts to"),
        ("choice", "unstated"),
        ("say", "Page %(page)s"),
        ("say", 'a "b"'),
    ]


def test_a_broken_template_stops_the_build_and_names_its_line(site) -> None:
    site.write({"macros/pdf/cover.typ": "\n#let cover(book) = nonsense\n"})
    done = here("build", "--no-epub", "--no-zip", cwd=site.root)
    assert done.returncode == 1
    assert "cover.typ:2: unknown variable: nonsense" in done.stderr
    assert "Nothing was built." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site.root / "site").exists()


def test_the_build_prints_what_no_font_has_and_names_the_card(site) -> None:
    note = "---\ntitle: Note\nsummary: Words.\n---\n\nThey agreed 🤝 there.\n"
    config = (site.root / "mkdocs.yml").read_text()
    config += "site_url: https://briefings.example\ntheme: {name: material, font: false}\n"
    site.write({"docs/bridge/note.md": note, "mkdocs.yml": config})
    done = here("build", "--no-epub", "--no-zip", "--jobs", "1", cwd=site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("bridge: in the PDF, no font has U+1F91D (handshake); words stand in for it") == 1
    page = (site.root / "site/bridge/index.html").read_text(encoding="utf-8")
    assert '"og:image" content="https://briefings.example/assets/cards/bridge.png"' in page
    assert "../downloads/bridge.pdf" in page
    card = (site.root / "site/assets/cards/bridge.png").read_bytes()
    assert card[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)


def test_without_the_engine_the_build_says_what_is_left_out(site, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(printer, "available", lambda: False)
    settings, _ = read_settings(site.root / "mkdocs.yml")
    assert settings is not None
    linked = link_site(check(load_site(settings))[0], "")
    said: list[str] = []
    assert list(printer.print_site(settings, linked, tmp_path, 1, said.append, lambda done, total: None)) == []
    assert said == ["No PDF is made: the extra 'pdf' is not installed (--no-pdf says that none is wanted)"]
    assert not any(tmp_path.iterdir()) or [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.slow
def test_chinese_and_japanese_print_with_the_extra(site) -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular", reason="the extra 'cjk' is not installed")
    config = (site.root / "mkdocs.yml").read_text() + "theme: {name: material, font: false}\n"
    note = "---\ntitle: Note\nsummary: Words.\n---\n\n橋は閉じた。다리\n"
    site.write({"mkdocs.yml": config, "docs/bridge/note.md": note})
    done = here("build", "--no-epub", "--no-zip", cwd=site.root)
    assert (done.returncode, "no font has" in done.stderr) == (0, False), done.stdout + done.stderr


ADDRESS = b"<</A<</Type/Action/S/URI/URI(briefbook:%b)>>/Contents(briefbook:%b)>>"


def test_a_link_becomes_a_destination_with_the_title_of_what_it_leads_to() -> None:
    made = led(ADDRESS % (b"a/b#event-x", b"a/b#event-x"), {"a/b#event-x": "Київ"})
    assert made == b"<</Dest(a/b#event-x)/Contents<FEFF041A043804570432>>>"
    assert led(b"<</A<</URI(https://a.example)>>>>", {}) == b"<</A<</URI(https://a.example)>>>>"


def test_a_link_that_names_nothing_is_not_led() -> None:
    with pytest.raises(LostLead, match="a/b"):
        led(ADDRESS % (b"a/b", b"a/b"), {})
    with pytest.raises(LostLead, match="a/b"):
        check_leads({1: b"<</Dest(a/b)>>", 2: b"<</Names[(a/c)3 0 R]>>"})
    check_leads({1: b"<</Dest(a/b)>>", 2: b"<</Names[(a/b)3 0 R]>>"})


def test_a_document_whose_links_cannot_be_led_is_set_with_the_engines_own() -> None:
    text = b"""\
#let named = json(bytes(sys.inputs.named))
#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "en")
= One <one>
#if "two" in named { link("briefbook:two")[There] } else { link(<one>)[Here] }
"""
    sheets = set_document(Job("one", {"main": text}, (2026, 1, 2), values={"named": '{"two": "Two"}'}), FONTS)
    assert b"briefbook:" not in sheets.content


def test_a_template_sees_no_folder_of_the_machine(tmp_path, monkeypatch) -> None:
    (tmp_path / "secret.txt").write_text("told")
    monkeypatch.chdir(tmp_path)
    for name in ("secret.txt", "/secret.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(PrintError, match="not found"):
            set_document(job("nosy", MAIN + f'\n#read("{name}")'.encode()), FONTS)
