"""Through proxies and past certificates, as the environment says."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tui_paper.model.errors import Unreachable
from tui_paper.web.client import Client
from tui_paper.web.transport import trusting_context

HERE = Path(__file__).parent
AUTHORITY = HERE / "own-authority.pem"
STORY = "https://news.example.com/story"


@pytest.fixture(scope="module")
def company() -> Iterator[HTTPServer]:
    """A server for news.example.com and localhost for which an authority of the company's own vouches."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(HERE / "vouched-for.pem")
    with HTTPServer(host="localhost", ssl_context=context) as server:
        server.expect_request("/story").respond_with_data("the harbour news")
        yield server


class Tunnel:
    """A proxy for one connection that leads to ``port`` whatever host is asked for; ``kind`` is http or socks5."""

    def __init__(self, kind: str, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"{kind}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked = b""
        serve = self._serve_http if kind == "http" else self._serve_socks
        threading.Thread(target=serve, daemon=True).start()

    def _serve_http(self) -> None:
        connection = self._listener.accept()[0]
        while b"\r\n\r\n" not in self.asked:
            self.asked += connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self._join(connection)

    def _serve_socks(self) -> None:  # RFC 1928
        connection = self._listener.accept()[0]
        connection.recv(3)
        connection.sendall(b"\5\0")
        self.asked = connection.recv(65536)
        connection.sendall(b"\5\0\0\1\0\0\0\0\0\0")
        self._join(connection)

    def _join(self, connection: socket.socket) -> None:
        server = socket.create_connection(("localhost", self._port))
        threading.Thread(target=self._pass_on, args=(server, connection), daemon=True).start()
        self._pass_on(connection, server)

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def test_an_authority_that_the_environment_names_is_trusted(
    client: Client, company: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreachable, match="certificate cannot be trusted"):
        client.get(company.url_for("/story"), allow_private=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    other = Client()
    assert other.get(company.url_for("/story"), allow_private=True).body == b"the harbour news"
    other.close()


def test_without_a_list_of_the_systems_mozillas_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nowhere.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert trusting_context().cert_store_stats()["x509_ca"] > 50
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    assert trusting_context().cert_store_stats()["x509_ca"] == 1


@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy"])
def test_https_through_a_proxy(
    client: Client, company: HTTPServer, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    tunnel = Tunnel(kind, company.port)
    monkeypatch.setenv(name, tunnel.url)
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    assert client.get(STORY).body == b"the harbour news"
    assert b"news.example.com" in tunnel.asked


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_hosts_that_need_no_proxy(
    client: Client, company: HTTPServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1/")
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with pytest.raises(Unreachable):
        client.get(company.url_for("/story"), allow_private=True)
    monkeypatch.setenv(name, "localhost,.example.com")
    assert client.get(company.url_for("/story"), allow_private=True).body == b"the harbour news"


@pytest.mark.parametrize("proxy", ["ftp://proxy.example:21", "http://proxy.example:port", "http://"])
def test_what_is_no_proxy_is_said(client: Client, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(Unreachable) as raised:
        client.get(STORY)
    assert "proxy" in raised.value.why and "proxy" in raised.value.remedy
