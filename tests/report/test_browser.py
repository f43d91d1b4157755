import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from themeline.compare import CompareSettings, compare_corpora
from themeline.report import (
    ComparisonReportData,
    KeywordReportData,
    ReportSettings,
    write_comparison,
    write_keyword_report,
)

from .browser import open_browser, resize
from .conftest import count
from .hostile import with_hostile_text

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def artefacts(folder: Path) -> Path:
    """Where screenshots are kept: `THEMELINE_ARTEFACTS`, else a temporary folder."""
    place = Path(os.environ.get("THEMELINE_ARTEFACTS", folder))
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(scope="module")
def chrome(folder: Path) -> Iterator[webdriver.Chrome]:
    with open_browser(folder) as browser:
        yield browser


@pytest.fixture(params=["keyword", "comparison", "many"])
def page(request: pytest.FixtureRequest, chrome: webdriver.Chrome) -> str:
    path: Path = request.getfixturevalue(f"{request.param}_page")
    resize(chrome, 1280)
    chrome.get("about:blank")
    chrome.get_log("performance")
    chrome.get(path.as_uri())
    return path.as_uri()


def texts(chrome: webdriver.Chrome, table: str, column: int) -> list[str]:
    cells = chrome.find_elements(By.CSS_SELECTOR, f"#table-{table} tbody tr td:nth-child({column})")
    return [cell.text for cell in cells if cell.is_displayed()]


def wait(chrome: webdriver.Chrome, condition: Callable[[webdriver.Chrome], object]) -> None:
    WebDriverWait(chrome, 10).until(condition)


def press(chrome: webdriver.Chrome, element: WebElement) -> None:
    chrome.execute_script("arguments[0].scrollIntoView({behavior: 'instant', block: 'center'})", element)
    element.click()


def first_link(chrome: webdriver.Chrome) -> tuple[str, str]:
    link = chrome.find_element(By.CSS_SELECTOR, "main td.k-term a")
    return link.text, link.get_dom_attribute("href")


@pytest.mark.usefixtures("page")
def test_no_request_and_no_console_message(chrome: webdriver.Chrome) -> None:
    events = [json.loads(entry["message"])["message"] for entry in chrome.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert [url for url in urls if not url.startswith(("file:", "data:"))] == []
    assert chrome.get_log("browser") == []


@pytest.mark.usefixtures("page")
def test_a_term_opens_everywhere(chrome: webdriver.Chrome) -> None:
    term, _ = first_link(chrome)
    press(chrome, chrome.find_element(By.CSS_SELECTOR, "main td.k-term a"))
    panel = chrome.find_element(By.ID, "panel")
    wait(chrome, lambda _: panel.is_displayed())
    assert chrome.find_element(By.ID, "panel-title").text == term
    assert chrome.switch_to.active_element.get_attribute("id") == "panel-title"
    assert panel.find_elements(By.CSS_SELECTOR, "blockquote mark")
    assert chrome.find_elements(By.CSS_SELECTOR, "main tr.chosen")
    chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not panel.is_displayed()
    assert not chrome.find_elements(By.CSS_SELECTOR, ".chosen")


def test_deep_link_opens_the_term(chrome: webdriver.Chrome, page: str) -> None:
    term, href = first_link(chrome)
    chrome.get("about:blank")
    chrome.get(page + href)
    wait(chrome, lambda browser: browser.find_element(By.ID, "panel").is_displayed())
    assert chrome.find_element(By.ID, "panel-title").text == term


@pytest.mark.usefixtures("page")
def test_a_mark_in_a_figure_is_a_link(chrome: webdriver.Chrome) -> None:
    marks = chrome.find_elements(By.CSS_SELECTOR, 'figure a[href^="#term="]')
    assert marks
    chrome.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", marks[0])
    wait(chrome, lambda browser: browser.find_element(By.ID, "panel").is_displayed())
    assert chrome.find_elements(By.CSS_SELECTOR, "figure a.chosen")


def test_tables_sort_search_filter(chrome: webdriver.Chrome, keyword_page: Path) -> None:
    resize(chrome, 1280)
    chrome.get(keyword_page.as_uri())
    box = chrome.find_element(By.ID, "table-terms")
    head = box.find_elements(By.CSS_SELECTOR, "thead button")[3]
    press(chrome, head)
    numbers = [int(value) for value in texts(chrome, "terms", 4)]
    assert numbers == sorted(numbers, reverse=True)
    press(chrome, head)
    numbers = [int(value) for value in texts(chrome, "terms", 4)]
    assert numbers == sorted(numbers)
    assert box.find_elements(By.CSS_SELECTOR, 'th[aria-sort="ascending"]')
    Select(box.find_element(By.TAG_NAME, "select")).select_by_visible_text("phrase")
    assert set(texts(chrome, "terms", 3)) == {"phrase"}
    search = box.find_element(By.CSS_SELECTOR, "input[type=search]")
    search.send_keys("sovereignty")
    assert all("sovereignty" in text.lower() for text in texts(chrome, "terms", 2))


def test_csv_and_svg_are_saved(chrome: webdriver.Chrome, keyword_page: Path, folder: Path) -> None:
    chrome.get(keyword_page.as_uri())
    chrome.execute_script("document.querySelector('#table-terms [data-csv]').click()")
    chrome.execute_script("document.querySelector('#fig-themes [data-save=svg]').click()")
    chrome.execute_script("document.querySelector('#fig-themes [data-save=png]').click()")
    names = ("terms.csv", "themes.svg", "themes.png")
    wait(chrome, lambda _: all((folder / name).is_file() for name in names))
    lines = (folder / "terms.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("#,Keyword,Kind,Docs")
    assert len(lines) == len(chrome.find_elements(By.CSS_SELECTOR, "#table-terms tbody tr")) + 1
    assert "var(" not in (folder / "themes.svg").read_text(encoding="utf-8")


def test_the_keyboard_is_enough(chrome: webdriver.Chrome, keyword_page: Path) -> None:
    resize(chrome, 1280)
    chrome.get(keyword_page.as_uri())
    chrome.find_element(By.TAG_NAME, "body").send_keys("/")
    find = chrome.switch_to.active_element
    assert find.get_attribute("id") == "find"
    term, _ = first_link(chrome)
    find.send_keys(term.lower(), Keys.ENTER)
    wait(chrome, lambda browser: browser.find_element(By.ID, "panel").is_displayed())
    assert chrome.find_element(By.ID, "panel-title").text == term
    chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    head = chrome.find_element(By.CSS_SELECTOR, "#table-terms thead button")
    chrome.execute_script("arguments[0].focus()", head)
    head.send_keys(Keys.ENTER)
    assert head.find_element(By.XPATH, "..").get_attribute("aria-sort") == "descending"
    chrome.execute_script("document.querySelector('#fig-map svg a').focus()")
    assert chrome.switch_to.active_element.tag_name == "a"


@pytest.mark.parametrize("kind", ["comparison", "many"])
def test_a_term_is_shown_side_by_side(chrome: webdriver.Chrome, kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(f"{kind}_page")
    resize(chrome, 1280)
    chrome.get(path.as_uri())
    chooser = chrome.find_element(By.ID, "beside-find")
    chooser.send_keys("the", Keys.TAB)
    wait(chrome, lambda browser: browser.find_elements(By.CSS_SELECTOR, "#beside blockquote mark"))
    box = chrome.find_element(By.ID, "beside")
    marks = {mark.text.lower() for mark in box.find_elements(By.TAG_NAME, "mark")}
    assert marks == {"the"}
    assert len(box.find_elements(By.TAG_NAME, "h4")) == (2 if kind == "comparison" else 3)


@pytest.mark.usefixtures("page")
def test_print_leaves_out_what_paper_cannot_use(chrome: webdriver.Chrome) -> None:
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for selector in (".bar", ".contents", ".tools"):
            assert not chrome.find_element(By.CSS_SELECTOR, selector).is_displayed()
        assert chrome.find_element(By.TAG_NAME, "h1").is_displayed()
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.usefixtures("page")
def test_dark_and_light(chrome: webdriver.Chrome) -> None:
    colours = []
    for _ in range(2):
        chrome.find_element(By.ID, "shade").click()
        colours.append(chrome.execute_script("return getComputedStyle(document.body).backgroundColor"))
    assert colours[0] != colours[1]


def test_narrow_screens_do_not_scroll_sideways(chrome: webdriver.Chrome, page: str, artefacts: Path) -> None:
    for width in (1280, 375):
        resize(chrome, width)
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= width
        chrome.save_screenshot(str(artefacts / f"{Path(page).stem}-{width}.png"))
    first_link(chrome)


def test_hostile_text_is_shown_and_does_nothing(
    chrome: webdriver.Chrome, theses: KeywordReportData, tmp_path: Path
) -> None:
    path = write_keyword_report(with_hostile_text(theses), tmp_path / "hostile", ReportSettings())[0]
    resize(chrome, 1280)
    chrome.get(path.as_uri())
    assert chrome.title != "owned"
    assert chrome.find_elements(By.CSS_SELECTOR, "main img, main script, main iframe, main object") == []
    assert [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert chrome.execute_script("return document.documentElement.scrollWidth") <= 1280
    assert "<script>document.title='owned'</script>" in chrome.find_element(By.TAG_NAME, "h1").text
    for link in chrome.find_elements(By.CSS_SELECTOR, "#table-terms td.k-term a")[:10]:
        chrome.execute_script("location.hash = arguments[0]", link.get_dom_attribute("href"))
        wait(chrome, lambda browser: browser.find_element(By.ID, "panel").is_displayed())
    assert chrome.title != "owned"


def test_hostile_names_in_a_comparison_do_nothing(
    chrome: webdriver.Chrome, theses: KeywordReportData, speeches: KeywordReportData, tmp_path: Path
) -> None:
    sides = (with_hostile_text(theses), with_hostile_text(speeches, "other"))
    counts = [count(data) for data in sides]
    sentences = pd.concat([data.sentences.assign(corpus=data.corpus) for data in sides])
    quick = CompareSettings(resamples=99, calibration_splits=0, distance_permutations=0, min_count=2)
    data = ComparisonReportData(
        (sides[0].corpus, "other"), compare_corpora(*counts, quick),
        sentences[["doc", "sentence", "text", "corpus"]], sides[0].theme_names, sides[0].manifest, counts,
    )  # fmt: skip
    path = write_comparison(data, tmp_path / "hostile", ReportSettings())[0]
    for width in (1280, 375):
        resize(chrome, width)
        chrome.get(path.as_uri())
        assert chrome.title != "owned"
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= width
    assert chrome.find_elements(By.CSS_SELECTOR, "main img, main script, main iframe, main object") == []
    assert [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_two_thousand_rows_are_all_there_and_can_be_sorted(
    chrome: webdriver.Chrome, keyword_page: Path, tmp_path: Path
) -> None:
    """The row of a real page, again and again."""
    page = keyword_page.read_text(encoding="utf-8")
    start = page.index("<tr", page.index("<tbody>", page.index('id="table-terms"')))
    row = page[start : page.index("</tr>", start) + 5].replace("<tr", '<tr class="again"')
    long = tmp_path / "long.html"
    long.write_text(page[:start] + row * 2000 + page[start:], encoding="utf-8")
    resize(chrome, 1280)
    chrome.get(long.as_uri())
    chrome.execute_script("document.querySelector('#table-terms thead button').click()")
    counted = "return document.querySelectorAll('#table-terms tbody tr.again').length"
    assert chrome.execute_script(counted) == 2000
    assert [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"] == []


AXE = Path(os.environ.get("THEMELINE_AXE", "no-axe"))
RULES = {"light": "{}", "dark": "{runOnly: ['color-contrast']}"}


@pytest.mark.skipif(not AXE.is_file(), reason="NO ACCESSIBILITY TEST: fetch axe-core by `make axe`")
@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("shade", RULES)
def test_axe_finds_nothing_serious(chrome: webdriver.Chrome, shade: str) -> None:
    """All rules in light; in dark, where only colours differ, their contrast."""
    chrome.execute_script("document.documentElement.dataset.shade = arguments[0]", shade)
    first_link(chrome)
    press(chrome, chrome.find_element(By.CSS_SELECTOR, "main td.k-term a"))
    run = f"axe.run(document, {RULES[shade]}).then(found => done(found.violations))"
    # The page's policy forbids foreign scripts; the driver evaluates in spite of it.
    violations = chrome.execute_async_script(f"const done = arguments[0]; {AXE.read_text(encoding='utf-8')}; {run}")
    serious = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in serious] == []
