"""What the hostile cases are run with: the program measured, a bait that notes who touches it, and a web of our own.

A proxy stands for the web outside: names that are not of this machine are answered by it, so that a paper comes
from a public host although everything happens on loopback.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from ..samples import ROOT

FOLDER = ROOT.parent / "shared" / "gold" / "hostile"
MEASURE = Path(__file__).with_name("measure.py")
PATIENCE = 75
"""Seconds for one run at most; the longest bound of a case is 61."""
FULL_SPEED = 4.0
"""Other tests run beside: a bound in seconds is stretched by as much."""


class Case(NamedTuple):
    """One line of ``cases.jsonl``."""

    id: str
    area: str
    title: str
    input: dict[str, Any]
    check: dict[str, Any]

    def data(self, **values: str) -> bytes:
        """The input's bytes, with ``@NAME@`` replaced."""
        if "file" in self.input:
            data = (FOLDER / self.input["file"]).read_bytes()
        elif "repeat" in self.input.get("generate", {}):
            data = self.input["generate"]["repeat"].encode() * self.input["generate"]["times"]
        else:
            data = self.input["text"].encode()
        for name, value in values.items():
            data = data.replace(f"@{name}@".encode(), value.encode())
        return data


def cases() -> dict[str, Case]:
    """All cases by id; none when the folder is not there."""
    path = FOLDER / "cases.jsonl"
    if not path.exists():
        return {}
    found = (json.loads(line) for line in path.read_text().splitlines())
    return {
        case["id"]: Case(*(case.get(field) for field in ("id", "area", "title", "input", "check"))) for case in found
    }


class Done(NamedTuple):
    """A run of the program."""

    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    """Largest resident set of the program and its children, each by itself."""

    @property
    def said(self) -> str:
        """What it printed, in full."""
        return (self.out + b"\n" + self.err).decode("utf-8", "surrogateescape")


def run(home: Path, *words: str | Path, input: bytes = b"", umask: int = 0o022, **environment: str) -> Done:
    """Run ``tui-paper`` and measure it."""
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    kept |= {"TUI_PAPER_HOME": str(home), "PYTHONWARNINGS": "error", **environment}
    folder = home.parent
    out_file, err_file, taken = folder / "stdout", folder / "stderr", folder / "taken"
    command = [sys.executable, "-m", "tui_paper", *map(str, words)]
    with out_file.open("wb") as out, err_file.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", MEASURE, taken, *command],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            cwd=folder,
            env=kept,
            umask=umask,
            start_new_session=True,
        )
        try:
            process.communicate(input, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    status, seconds, most = json.loads(taken.read_text())
    # ru_maxrss is in bytes on macOS and in KiB elsewhere (getrusage(2)).
    megabytes = most / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Done(status, out_file.read_bytes(), err_file.read_bytes(), seconds, megabytes)


# --- servers -------------------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """A server on loopback that notes its requests, and answers each as a test says."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        """Path (whole address for a proxy) and headers of each request."""
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers.items())))
                try:
                    web.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def do_CONNECT(self) -> None:
                web.asked.append((self.path, dict(self.headers.items())))
                self.send_error(502)

            do_HEAD = do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://{host}:{self.port}"
        self.answer: Answer = plain(404)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def plain(status: int, body: bytes = b"", **headers: str) -> Answer:
    """An answer with a body; header names with underscores."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content_Type": "application/octet-stream"} | headers).items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def at(path: str, answer: Answer) -> Answer:
    """``answer`` at one path, nothing elsewhere."""
    nothing = plain(404, b"nothing here", Content_Type="text/plain")
    return lambda request: (answer if request.path.endswith(path) else nothing)(request)


@contextmanager
def web(host: str = "127.0.0.1") -> Iterator[Web]:
    server = Web(host)
    try:
        yield server
    finally:
        server.close()
