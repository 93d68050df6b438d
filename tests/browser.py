"""A headless Chromium for tests, spoken to over its own DevTools."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websocket import create_connection

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--remote-debugging-port=0",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-US",
         "--remote-allow-origins=*", "--hide-scrollbars")  # fmt: skip
PATIENCE = 60  # seconds that a busy machine may take


def chromium() -> str:
    """The program, or nothing where none is installed."""
    return next(filter(None, map(shutil.which, NAMES)), "")


class Browser:
    """One page: `errors` collects what it complains of."""

    def __init__(self, address: str) -> None:
        self.socket = create_connection(address, timeout=PATIENCE)
        self.number = 0
        self.errors: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a DevTools command; complaints that arrive meanwhile are kept."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._hear(message)

    def _hear(self, message: dict[str, Any]) -> None:
        said = message.get("params", {})
        if message.get("method") == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(said["exceptionDetails"])[:500])
        if message.get("method") == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.errors.append(said["entry"]["text"])
        if message.get("method") == "Runtime.consoleAPICalled" and said["type"] == "error":
            self.errors.append(json.dumps(said["args"])[:500])

    def run(self, script: str) -> Any:
        """What an expression of JavaScript comes to."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(json.dumps(found["exceptionDetails"])[:500])
        return found["result"].get("value")

    def open(self, page: Path) -> float:
        """The page loaded anew and ready; the seconds it took."""
        self.ask("Page.navigate", url="about:blank")
        began = time.monotonic()
        self.ask("Page.navigate", url=page.absolute().as_uri())
        self.wait("document.body && 'ready' in document.body.dataset")
        return time.monotonic() - began

    def wait(self, condition: str) -> None:
        """Nothing, once an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise TimeoutError(f"It never came true: {condition}. Complaints: {self.errors}")
            time.sleep(0.05)

    def press(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def picture(self, file: Path, width: int = 1280, height: int = 900) -> None:
        """A screenshot of the page at a size."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a page of its own, ended afterwards."""
    home = tempfile.mkdtemp()
    command = [chromium(), *FLAGS, f"--user-data-dir={home}", "about:blank"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, env=os.environ | {"HOME": home, "TMPDIR": home}, **quiet)
    try:
        yield Browser(_address(Path(home, "DevToolsActivePort")))
    finally:
        program.terminate()
        program.wait(PATIENCE)
        shutil.rmtree(home, ignore_errors=True)


def _address(file: Path) -> str:
    """Where the first page listens, once the browser has said so."""
    from urllib.request import urlopen

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if file.exists() and (lines := file.read_text(encoding="utf-8").split()):
            with urlopen(f"http://127.0.0.1:{lines[0]}/json") as pages:
                for page in json.load(pages):
                    if page["type"] == "page":
                        return page["webSocketDebuggerUrl"]
        time.sleep(0.05)
    raise TimeoutError("Chromium has not started.")
