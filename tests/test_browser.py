"""The page in a real browser: everything is materialized by a click, checks turn green, a dropped article arrives.

Left out of the ordinary tests, as it needs Chromium and its driver (Debian's `chromium` and `chromium-driver`):
`make test-browser` runs it. Screenshots are kept in the folder that `--screenshots` names.
"""

import re
import shutil
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from etl.defs.star import TRANSFORMS
from etl.state import RunLock, State
from tests.conftest import ROOT, Project, kill, short_article, wait_for

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "google-chrome")

SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # containers give no user namespaces
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1600,1000",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing but the page is asked for anything
)


class Window:
    """A browser on the page of a project, and the folder for its screenshots."""

    def __init__(self, driver: webdriver.Chrome, address: str, screenshots: Path) -> None:
        self.driver, self.address, self.screenshots = driver, address, screenshots

    def go(self, path: str) -> None:
        self.driver.get(f"{self.address}{path}")

    def click(self, words: str) -> None:
        """Clicks the button or link that says exactly these words, as soon as it can be."""
        path = f"//*[self::button or self::a][normalize-space()='{words}' and not(@disabled)]"
        self._until(lambda: self.driver.find_element(By.XPATH, path).click() or True, f"no button says {words!r}")

    def sees(self, *words: str, seconds: float = 60) -> None:
        """Waits until the page shows all of the words."""
        self._until(lambda: all(each in self.text() for each in words), f"{words} do not show", seconds)

    def sees_one_of(self, names: Iterable[str]) -> None:
        known = set(names)
        self._until(lambda: not known.isdisjoint(self.text().split()), "no asset of the star shows")

    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    def photograph(self, name: str) -> None:
        assert self.driver.save_screenshot(str(self.screenshots / f"{name}.png"))

    def _until(self, sign: Callable[[], object], otherwise: str, seconds: float = 60) -> None:
        ignored = (StaleElementReferenceException, WebDriverException)
        try:
            WebDriverWait(self.driver, seconds, 0.25, ignored).until(lambda _: sign())
        except WebDriverException:
            self.photograph("failed")
            pytest.fail(f"{otherwise} within {seconds:g} s; the page shows:\n{self.text()}")

    def checks_are_green(self, asset: str) -> None:
        """Waits until the page of an asset shows every one of its checks as succeeded."""

        def green() -> bool:
            shown = re.search(r"Checks \((\d+)\)", text := self.text())
            return shown is not None and text.count("Succeeded") == int(shown[1]) > 0

        self.go(f"/assets/{asset}?view=checks")
        self._until(green, f"not all checks of {asset} have succeeded")


@pytest.fixture
def screenshots(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    folder: Path = pytestconfig.getoption("--screenshots") or tmp_path / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


@pytest.fixture
def window(project: Project, screenshots: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A browser and the page of a project without articles; both end with the test."""
    monkeypatch.setenv("COMMUNIQUE_QUIET_SECONDS", "30")  # time for a click before the sensor takes what has arrived
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver_program = shutil.which("chromedriver")
    assert browser and driver_program, "Chromium or its driver is not installed"
    options = Options()
    options.binary_location = browser
    for switch in SWITCHES:
        options.add_argument(switch)
    log = screenshots / "page.log"
    with log.open("wb") as output:
        page = project.start("ui", "--port", str(port), output=output.fileno())
    try:
        wait_for(lambda: page.poll() is not None or "Serving dagster-webserver" in log.read_text(), every=0.25)
        assert page.poll() is None, log.read_text()
        with webdriver.Chrome(options, Service(driver_program)) as driver:
            yield Window(driver, f"http://127.0.0.1:{port}", screenshots)
    finally:
        page.terminate()
        try:
            page.wait(timeout=120)
        finally:
            kill(page)


def test_a_day_with_the_page(window: Window, project: Project) -> None:
    window.go("/asset-groups")
    window.sees("extract", "read", "star", "publish", "Materialize all")
    for seed in (ROOT / "seeds").iterdir():
        shutil.copy(seed, project.seeds)
    window.click("Materialize all")
    wait_for(RunLock(State.of(project.warehouse)).is_held, every=0.1)  # who leaves the page at once asks for nothing

    window.go("/runs")
    window.sees("Manually launched", "Success", seconds=240)
    window.photograph("1-runs")
    for asset in ("documents", "mentions", "dim_people", "fct_events"):
        window.checks_are_green(asset)
    window.photograph("2-checks")
    window.go("/locations/communique/asset-groups/star")
    window.sees_one_of(transform.__name__ for transform in TRANSFORMS)  # the page shows what its window has room for
    time.sleep(3)  # boxes turn green, and the graph comes to rest
    window.photograph("3-star")
    assert articles(project) == len(list((ROOT / "seeds").iterdir()))

    (project.seeds / "dropped.txt").write_text(short_article(1))
    window.go("/runs")
    window.sees("arrivals", seconds=240)
    wait_for(lambda: articles(project, "dropped.txt") == 1, every=0.25)
    window.photograph("4-arrived")


def articles(project: Project, file: str | None = None) -> int:
    """How many articles the published file holds, or how many of this file."""
    query = "SELECT count(*) FROM articles WHERE ?::VARCHAR IS NULL OR source_file = ?"
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        [(number,)] = warehouse.execute(query, [file, file]).fetchall()
    return int(number)
