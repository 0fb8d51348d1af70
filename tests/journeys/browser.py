"""A real browser for the journeys: Debian's Chromium, driven without a window and without the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=vi", "--accept-lang=vi",
    "--host-resolver-rules=MAP rebound.example 127.0.0.1",
)  # fmt: skip
PATIENCE = 30
DESKTOP, PHONE = (1280, 800), (360, 640)


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A driver with a profile of its own. Skips the test where Chromium is not installed."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={profile}", "--window-size=1280,800"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield started
    finally:
        started.quit()


class Screen:
    """What a person sees and does on the page. Everything waits for what it needs; nothing sleeps."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, url: str, size: tuple[int, int] = DESKTOP) -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.driver.get(url)
        self.until(lambda: self.all("#grid td[aria-selected=true]"))

    def until(self, condition: Callable[[], Any]) -> Any:
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.ui import WebDriverWait

        waiting = WebDriverWait(self.driver, PATIENCE, 0.05, [StaleElementReferenceException])
        return waiting.until(lambda _: condition())

    def all(self, selector: str) -> list[Any]:
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        def clicked() -> bool:
            one = self.one(selector)
            if ready := one.is_displayed() and one.is_enabled():
                one.click()
            return bool(ready)

        self.until(clicked)  # again where the page was drawn anew meanwhile

    def text(self, selector: str) -> str:
        """The text of an element, also where it is scrolled out of sight."""
        found: str = self.run(
            "const one = document.querySelector(arguments[0]); return one ? one.textContent : ''", selector
        )
        return found

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def keys(self, *keys: str) -> None:
        """Keys go where the focus is, as on a keyboard."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        """A key while another one is held."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).key_down(held).send_keys(key).key_up(held).perform()

    def tab(self, title: str) -> None:
        """Opens a tab of the spreadsheet."""
        button = next(one for one in self.all("#tabs button") if one.text.split("\n")[0] == title)
        self.run("arguments[0].scrollIntoView()", button)
        button.click()
        self.until(lambda: self.driver.title.startswith(f"{title} –"))

    def cell(self, row: int, column: int) -> str:
        return self.text(f'#grid td[data-row="{row}"][data-column="{column}"] .text')

    def fill(self, row: int, column: int) -> str:
        """The colour behind a cell, as the browser paints it."""
        script = "return getComputedStyle(document.querySelector(arguments[0])).backgroundColor"
        return str(self.run(script, f'#grid td[data-row="{row}"][data-column="{column}"]'))

    def select(self, row: int, column: int) -> None:
        self.click(f'#grid td[data-row="{row}"][data-column="{column}"]')

    def saved(self) -> None:
        self.until(lambda: self.text("#state") == "Đã lưu")

    @property
    def complaints(self) -> list[str]:
        """What the browser itself complained of: scripts that failed, rules of the policy that were broken."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
