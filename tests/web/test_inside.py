"""What the web must not do: send us into the reader's own machine and network."""

import socket
import time

import pytest
from pytest_httpserver import HTTPServer

from tui_paper.model.errors import Unreachable
from tui_paper.web.client import Client

INSIDE = [
    "http://127.0.0.1/admin",
    "http://127.1:8080/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://localhost/",
    "https://localhost.localdomain.local/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.5.4/",
    "http://192.168.1.1/setup.cgi?reboot=1",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://printer/",
    "//nas.local/",
]


@pytest.fixture
def public(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a host on the web, which a proxy on loopback stands for."""
    monkeypatch.setenv("http_proxy", httpserver.url_for("/"))
    monkeypatch.setenv("https_proxy", httpserver.url_for("/"))
    return "http://news.example.com/story"


@pytest.mark.parametrize("target", INSIDE)
@pytest.mark.parametrize("typed", [False, True])
def test_a_redirect_from_the_web_inside(
    client: Client, httpserver: HTTPServer, public: str, target: str, typed: bool
) -> None:
    httpserver.expect_request("/story").respond_with_data("", status=301, headers={"Location": target})
    with pytest.raises(Unreachable) as caught:
        client.get(public, allow_private=typed)
    assert "your own machine or network" in caught.value.why and "open that address itself" in caught.value.remedy
    assert len(httpserver.log) == 1


def test_a_redirect_to_another_host_on_the_web(client: Client, httpserver: HTTPServer, public: str) -> None:
    httpserver.expect_request("/story").respond_with_data(
        "", status=302, headers={"Location": "http://other.example.com/here"}
    )
    httpserver.expect_request("/here").respond_with_data("There it is")
    assert client.get(public).body == b"There it is"


# The name system is outside of the program; names of ours would need a server in the real one.


class Names:
    """A name system whose answers are given one after the other, the last for ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.asked = 0
        self._answers = answers
        monkeypatch.setattr(socket, "getaddrinfo", self._resolve)

    def _resolve(self, host: str, port: int, *args: object, **options: object) -> list[tuple[object, ...]]:
        addresses = [host]
        if host.endswith(".com") or host.startswith("my-"):
            addresses = self._answers[min(self.asked, len(self._answers) - 1)]
            self.asked += 1
        families = ((socket.AF_INET6 if ":" in address else socket.AF_INET, address) for address in addresses)
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for family, address in families]


NOWHERE = "2606:4700:ffff::1"
"""A public address where nobody answers."""


def test_of_a_name_with_several_addresses_only_the_public_ones(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/").respond_with_data("secret")
    Names(monkeypatch, ["127.0.0.1", NOWHERE, "::1", "10.0.0.1"])
    with pytest.raises(Unreachable):
        Client(connect=0.3).get(f"http://news.example.com:{httpserver.port}/")
    assert not httpserver.log


def test_a_name_that_changes_its_address_between_check_and_connection(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/").respond_with_data("secret")
    names = Names(monkeypatch, [NOWHERE], ["127.0.0.1"])
    url = f"http://news.example.com:{httpserver.port}/"
    with pytest.raises(Unreachable):  # one look-up, and the connection goes to what it gave
        Client(connect=0.3).get(url)
    assert names.asked == 1 and not httpserver.log
    with pytest.raises(Unreachable, match="own machine"):
        Client().get(url)
    assert not httpserver.log


def test_a_kept_connection_is_no_way_inside_for_another_name(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/").respond_with_data("mine")
    Names(monkeypatch, ["127.0.0.1"])
    client = Client()
    assert client.get(f"http://my-server:{httpserver.port}/", allow_private=True).body == b"mine"
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(Unreachable, match="own machine"):
            client.get(f"http://my-server:{httpserver.port}/")
    assert len(httpserver.log) == 1 and time.monotonic() - began < 2
