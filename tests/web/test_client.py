"""Every way in which a page comes or does not come, against real servers on loopback."""

import gzip
import socket
import sys
import threading
import time
import zlib
from collections.abc import Callable

import brotli
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as WebRequest
from werkzeug import Response as WebResponse

from tui_paper.model.errors import Cancelled, PaperError, Unreachable, Unreadable
from tui_paper.web.client import PAGE_TYPES, USER_AGENT, Client

from .conftest import Handler, RawServer

Start = Callable[[Handler], RawServer]


def fails(client: Client, url: str, **options: object) -> PaperError:
    with pytest.raises(PaperError) as caught:
        client.get(url, allow_private=True, **options)  # type: ignore[arg-type]
    assert caught.value.what and caught.value.why and "\n" not in caught.value.line
    return caught.value


def answer(data: bytes, then: Handler | None = None) -> Handler:
    def handler(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(data)
        if then:
            then(connection, stopped)

    return handler


def stay(connection: socket.socket, stopped: threading.Event) -> None:
    stopped.wait(60)


# --- pages that come ---------------------------------------------------------------------------


def test_a_page_comes_with_its_facts(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/story").respond_with_data(
        "Straße".encode("latin-1"), content_type='Text/HTML; charset="ISO-8859-1"', headers={"X-Paper": "Courier"}
    )
    got = client.get(httpserver.url_for("/story#quay"), allow_private=True)
    assert got.body == "Straße".encode("latin-1")
    assert (got.status, got.content_type, got.charset.lower()) == (200, "text/html", "iso-8859-1")
    assert got.headers["x-paper"] == "Courier"
    assert got.url == httpserver.url_for("/story")


def test_says_honestly_who_asks(client: Client, raw_server: Start) -> None:
    server = raw_server(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))
    client.get(server.url, allow_private=True)
    head = server.requests[0].decode().lower()
    assert f"user-agent: {USER_AGENT.lower()}\r\n" in head
    assert f"host: 127.0.0.1:{server.port}\r\n" in head
    assert "accept-encoding: gzip, deflate, br\r\n" in head


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
}


@pytest.mark.parametrize("packing", PACKERS)
def test_packed_pages_are_unpacked(client: Client, httpserver: HTTPServer, packing: str) -> None:
    page = b"quay " * 5000
    data = PACKERS[packing](page)
    httpserver.expect_request("/").respond_with_data(data, headers={"Content-Encoding": packing})
    assert client.get(httpserver.url_for("/"), allow_private=True).body == page


def test_progress_is_told_in_the_callers_thread(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"x" * 300_000)
    told: list[tuple[int, int]] = []
    client.get(httpserver.url_for("/"), allow_private=True, progress=lambda n: told.append((n, threading.get_ident())))
    sizes = [n for n, _ in told]
    assert sizes == sorted(sizes) and sizes[-1] == 300_000
    assert {thread for _, thread in told} == {threading.get_ident()}


def test_redirects_are_followed_to_the_final_address(client: Client, httpserver: HTTPServer) -> None:
    for n in range(8):
        target = f"../hop/{n + 1}" if n % 2 else httpserver.url_for(f"/hop/{n + 1}")
        httpserver.expect_request(f"/hop/{n}").respond_with_data(
            "", status=(301, 302, 303, 307, 308)[n % 5], headers={"Location": target}
        )
    httpserver.expect_request("/hop/8").respond_with_data("arrived")
    got = client.get(httpserver.url_for("/hop/0"), allow_private=True)
    assert (got.body, got.url) == (b"arrived", httpserver.url_for("/hop/8"))


def test_a_cookie_set_on_the_way_comes_back_and_is_forgotten_afterwards(client: Client, httpserver: HTTPServer) -> None:
    def door(request: WebRequest) -> WebResponse:
        if request.cookies.get("seen"):
            return WebResponse("inside")
        return WebResponse("", 302, {"Location": "/", "Set-Cookie": "seen=1"})

    httpserver.expect_request("/").respond_with_handler(door)
    assert client.get(httpserver.url_for("/"), allow_private=True).body == b"inside"
    assert len(httpserver.log) == 2
    client.get(httpserver.url_for("/"), allow_private=True)
    assert len(httpserver.log) == 4


def test_several_threads_share_one_client(client: Client, httpserver: HTTPServer) -> None:
    for n in range(8):
        httpserver.expect_request(f"/{n}").respond_with_data(f"page {n}")
    bodies: dict[int, bytes] = {}

    def get(n: int) -> None:
        bodies[n] = client.get(httpserver.url_for(f"/{n}"), allow_private=True).body

    threads = [threading.Thread(target=get, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert bodies == {n: f"page {n}".encode() for n in range(8)}


# --- asking only for what has changed ----------------------------------------------------------


def test_validators_come_and_go_letter_by_letter(client: Client, raw_server: Start) -> None:
    etag, modified = 'W/"a\xe9, b" ', "sat, 31-jan-2026 10:00:00 X"
    head = f"HTTP/1.1 200 OK\r\netag:{etag.strip()}\r\nLAST-MODIFIED: {modified}\r\nContent-Length: 2\r\n\r\nhi"
    server = raw_server(answer(head.encode("latin-1")))
    got = client.get(server.url, allow_private=True)
    assert got.validators == (etag.strip(), modified)
    client.get(server.url, allow_private=True, validators=got.validators)
    asked = server.requests[-1].decode("latin-1")
    assert f"If-None-Match: {etag.strip()}\r\n" in asked and f"If-Modified-Since: {modified}\r\n" in asked
    client.get(server.url, allow_private=True, validators=("", modified))
    assert "If-None-Match" not in server.requests[-1].decode("latin-1")


def test_what_has_not_changed_has_no_body(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", status=304, headers={"ETag": '"v1"'})
    got = client.get(httpserver.url_for("/"), allow_private=True, validators=('"v1"', ""))
    assert (got.status, got.body, got.validators) == (304, b"", ('"v1"', ""))
    assert "304" in fails(client, httpserver.url_for("/")).why  # nobody asked for it


@pytest.mark.parametrize("status", [400, 404, 410, 429, 503])
def test_an_answer_of_any_status(client: Client, httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/").respond_with_data('{"code": "x"}', status=status, headers={"Retry-After": "9"})
    got = client.get(httpserver.url_for("/"), allow_private=True, any_status=True, accept=PAGE_TYPES)
    assert (got.status, got.body, got.retry_after) == (status, b'{"code": "x"}', 9)


def test_of_a_long_or_damaged_refusal_the_body_is_left(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/long").respond_with_data(b"x" * 200_000, status=500)
    httpserver.expect_request("/bad").respond_with_data(b"nonsense", status=500, headers={"Content-Encoding": "gzip"})
    for path in ("/long", "/bad"):
        got = client.get(httpserver.url_for(path), allow_private=True, any_status=True)
        assert (got.status, got.body) == (500, b"")


@pytest.mark.parametrize(
    ("hops", "moved"),
    [((301,), "/1"), ((308, 301), "/2"), ((302,), ""), ((302, 301), ""), ((301, 302), "/1"), ((307,), ""), ((), "")],
)
def test_where_an_address_has_moved_for_good(
    client: Client, httpserver: HTTPServer, hops: tuple[int, ...], moved: str
) -> None:
    for n, status in enumerate(hops):
        httpserver.expect_request(f"/{n}").respond_with_data("", status=status, headers={"Location": f"/{n + 1}"})
    httpserver.expect_request(f"/{len(hops)}").respond_with_data("here")
    got = client.get(httpserver.url_for("/0"), allow_private=True)
    assert got.moved == (httpserver.url_for(moved) if moved else "")


# --- pages that do not come --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (401, "login"),
        (402, "paid"),
        (403, "paywall"),
        (404, "no such page"),
        (410, "removed"),
        (418, "status 418"),
        (429, "too many requests"),
        (451, "legal"),
        (500, "in trouble"),
        (503, "in trouble"),
        (204, "status 204"),
        (302, "status 302"),  # without a Location
    ],
)
def test_each_status_has_its_own_words(client: Client, httpserver: HTTPServer, status: int, word: str) -> None:
    httpserver.expect_request("/x").respond_with_data("", status=status)
    error = fails(client, httpserver.url_for("/x"))
    assert isinstance(error, Unreachable)
    assert word in error.why and str(status) in error.why and error.remedy
    assert error.target == httpserver.url_for("/x")


def test_too_many_requests_says_when(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", status=429, headers={"Retry-After": "120"})
    assert fails(client, httpserver.url_for("/")).remedy == "Try again in 120 seconds."


def test_a_host_that_is_not_there(client: Client) -> None:
    error = fails(client, "http://no-such-host.invalid/x")
    assert "no such host" in error.why and "no-such-host.invalid" in error.what


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "..", "xn--\u0080.example", "%00.example"])
def test_a_host_that_cannot_be(client: Client, host: str) -> None:
    assert isinstance(fails(client, f"http://{host}/"), Unreachable)


def test_a_port_where_nobody_listens(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "refused" in fails(client, f"http://127.0.0.1:{port}/").why


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://example.com/x", "javascript:alert(1)", "http://", "story"]
)
def test_what_is_no_web_address(client: Client, url: str) -> None:
    assert "not an http" in fails(client, url).why


def test_a_server_that_never_answers(raw_server: Start) -> None:
    server = raw_server(stay)
    began = time.monotonic()
    assert "no answer within 0.3 seconds" in fails(Client(read=0.3), server.url).why
    assert time.monotonic() - began < 2


def test_a_server_that_drips(raw_server: Start) -> None:
    def drip(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not stopped.wait(0.05):
            connection.sendall(b"x")

    error = fails(Client(whole=0.5), raw_server(drip).url)
    assert "not done within 0.5 seconds" in error.why


def test_a_server_that_closes_without_a_word(client: Client, raw_server: Start) -> None:
    assert "closed without an answer" in fails(client, raw_server(answer(b"")).url).why


def test_a_server_that_closes_in_the_middle(client: Client, raw_server: Start) -> None:
    server = raw_server(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a page"))
    assert "middle of the page" in fails(client, server.url).why
    chunked = raw_server(answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
    assert "middle of the page" in fails(client, chunked.url).why


@pytest.mark.parametrize("packing", PACKERS)
def test_a_package_that_was_cut_short(client: Client, raw_server: Start, packing: str) -> None:
    page = b"<p>The harbour board met until midnight.</p>" * 500
    whole = PACKERS[packing](page)
    half = whole[: len(whole) // 2]
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\nContent-Length: {len(half)}\r\n\r\n".encode()
    assert "damaged" in fails(client, raw_server(answer(head + half)).url).why


def test_a_connection_that_is_reset(client: Client, raw_server: Start) -> None:
    def reset(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    assert isinstance(fails(client, raw_server(reset).url), Unreachable)


def test_a_server_that_does_not_speak_http(client: Client, raw_server: Start) -> None:
    assert "does not speak HTTP" in fails(client, raw_server(answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")).url).why


def test_a_page_without_end(client: Client, raw_server: Start) -> None:
    def pour(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not stopped.is_set():
            connection.sendall(b"news " * 10_000)

    assert "larger than 1 MB" in fails(client, raw_server(pour).url, limit=1_000_000).why


def test_a_body_goes_where_it_is_wanted(client: Client, httpserver: HTTPServer) -> None:
    data = bytes(range(256)) * 4000
    httpserver.expect_request("/").respond_with_data(data)
    httpserver.expect_request("/gone").respond_with_data("not here", 404)
    pieces: list[bytes] = []
    answer = client.get(httpserver.url_for("/"), allow_private=True, into=pieces.append)
    assert (answer.body, b"".join(pieces)) == (b"", data) and len(pieces) > 1
    pieces.clear()
    answer = client.get(httpserver.url_for("/gone"), allow_private=True, into=pieces.append, any_status=True)
    assert (answer.status, answer.body, pieces) == (404, b"not here", [])

    def refuse(piece: bytes) -> None:
        raise Unreadable("cannot read it", "it is something else")

    with pytest.raises(Unreadable, match="something else"):
        client.get(httpserver.url_for("/"), allow_private=True, into=refuse)


def test_a_large_file_may_take_longer(raw_server: Start) -> None:
    def drip(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n")
        for _ in range(6):
            stopped.wait(0.1)
            connection.sendall(b"x")

    hasty = Client(whole=0.3)
    assert "not done within 0.3 seconds" in fails(hasty, raw_server(drip).url).why
    assert hasty.get(raw_server(drip).url, allow_private=True, whole=20).body == b"xxxxxx"
    hasty.close()


def test_a_page_that_says_it_is_too_large_is_not_read(client: Client, raw_server: Start) -> None:
    server = raw_server(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 20000001\r\n\r\n", stay))
    assert "larger than 20 MB" in fails(client, server.url).why


@pytest.mark.slow
@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_is_stopped_by_what_it_unpacks_to(client: Client, httpserver: HTTPServer, packing: str) -> None:
    page = b"\0" * 60_000_000
    data = PACKERS[packing](page)
    assert len(data) < 100_000
    httpserver.expect_request("/").respond_with_data(data, headers={"Content-Encoding": packing})
    assert "larger than 20 MB" in fails(client, httpserver.url_for("/")).why


def test_bombs_within_bombs_are_not_unpacked(client: Client, httpserver: HTTPServer) -> None:
    data = gzip.compress(gzip.compress(b"\0" * 1000), mtime=0)
    httpserver.expect_request("/").respond_with_data(data, headers={"Content-Encoding": "gzip, gzip"})
    assert "did not ask for" in fails(client, httpserver.url_for("/")).why


def test_a_damaged_package(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"not gzip at all", headers={"Content-Encoding": "gzip"})
    assert "damaged" in fails(client, httpserver.url_for("/")).why


@pytest.mark.parametrize(
    ("kind", "word"), [("application/pdf", "PDF"), ("image/png", "image/png"), ("video/mp4; codecs=x", "video/mp4")]
)
def test_a_wrong_content_type_is_refused_before_the_body(
    client: Client, raw_server: Start, kind: str, word: str
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\n\r\n".encode()
    error = fails(client, raw_server(answer(head, stay)).url, accept=PAGE_TYPES)
    assert isinstance(error, Unreadable) and word in error.why


@pytest.mark.parametrize("kind", ["text/html", "TEXT/PLAIN", "application/xhtml+xml;charset=utf-8", ""])
def test_kinds_of_pages_are_taken(client: Client, raw_server: Start, kind: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 2\r\n\r\nhi".encode()
    assert client.get(raw_server(answer(head)).url, allow_private=True, accept=PAGE_TYPES).body == b"hi"


def test_a_certificate_nobody_vouches_for(client: Client, tls_server: str) -> None:
    error = fails(client, tls_server)
    assert "certificate" in error.why


def test_tls_asked_of_a_plain_server(client: Client, httpserver: HTTPServer) -> None:
    error = fails(client, httpserver.url_for("/").replace("http:", "https:"))
    assert "secure connection" in error.why


def test_errors_are_clean(client: Client, raw_server: Start) -> None:
    server = raw_server(answer(b"HTTP/1.1 302 Found\r\nLocation: ftp://x/\x1b]0;title\x07\xe2\x80\xae\r\n\r\n"))
    assert not set(fails(client, server.url).line) & set("\x1b\x07\u202e")


# --- redirects that are not followed -----------------------------------------------------------


def test_a_redirect_in_a_circle(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data("", status=302, headers={"Location": "/a"})
    assert "circle" in fails(client, httpserver.url_for("/a")).why
    assert len(httpserver.log) == 9


def test_a_redirect_without_end(client: Client, httpserver: HTTPServer) -> None:
    def further(request: WebRequest) -> WebResponse:
        return WebResponse("", 302, {"Location": f"/{int(request.path[1:]) + 1}"})

    httpserver.expect_request("/1", method="GET").respond_with_handler(further)
    for n in range(2, 12):
        httpserver.expect_request(f"/{n}").respond_with_handler(further)
    assert "more than 8 times" in fails(client, httpserver.url_for("/1")).why


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://x/", "javascript:1", "data:text/html,x"])
def test_a_redirect_off_the_web(client: Client, httpserver: HTTPServer, target: str) -> None:
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": target})
    assert "no web address" in fails(client, httpserver.url_for("/")).why


def test_private_hosts_are_refused_unless_typed(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("secret")
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"):
        with pytest.raises(Unreachable, match="own machine"):
            client.get(f"http://{host}:{httpserver.port}/")
    assert not httpserver.log


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_no_redirect_from_one_private_place_to_another(
    client: Client, httpserver: HTTPServer, raw_server: Start, host: str
) -> None:
    other = raw_server(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"))
    httpserver.expect_request("/").respond_with_data(
        "", status=302, headers={"Location": f"http://{host}:{other.port}/"}
    )
    assert "own machine" in fails(client, httpserver.url_for("/")).why
    assert not other.requests


def test_a_kept_connection_to_a_private_host_serves_no_other_request(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("secret")
    client.get(httpserver.url_for("/"), allow_private=True)
    with pytest.raises(Unreachable, match="own machine"):
        client.get(httpserver.url_for("/"))
    assert len(httpserver.log) == 1


def test_a_public_name_that_resolves_to_a_private_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # The name system is outside of the program; a name of ours would need a server in the real one.
    def resolve(host: str, port: int, *args: object, **options: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreachable, match="own machine"):
        client.get("http://news.example.com/")


# --- proxies -----------------------------------------------------------------------------------


def test_the_systems_proxy_is_used(client: Client, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    httpserver.expect_request("/story").respond_with_data("by proxy")
    monkeypatch.setenv("http_proxy", httpserver.url_for("/"))
    assert client.get("http://news.example.com/story").body == b"by proxy"
    assert httpserver.log[0][0].host == "news.example.com"
    for host in ("127.0.0.1", "localhost", "router.lan"):
        with pytest.raises(Unreachable, match="own machine"):
            client.get(f"http://{host}/story")
    assert len(httpserver.log) == 1


def test_no_proxy_is_honoured(client: Client, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    httpserver.expect_request("/").respond_with_data("direct")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    assert client.get(httpserver.url_for("/"), allow_private=True).body == b"direct"


# --- giving up ---------------------------------------------------------------------------------


def gives_up_quickly(client: Client, url: str) -> None:
    cancel = threading.Event()
    pressed: list[float] = []

    def press() -> None:
        pressed.append(time.monotonic())
        cancel.set()

    threading.Timer(0.1, press).start()
    with pytest.raises(Cancelled):
        client.get(url, cancel=cancel, allow_private=True, limit=10**12)
    assert time.monotonic() - pressed[0] < 0.3


def test_giving_up_on_a_server_that_never_answers(client: Client, raw_server: Start) -> None:
    gives_up_quickly(client, raw_server(stay).url)


def test_giving_up_in_the_middle_of_a_page(client: Client, raw_server: Start) -> None:
    gives_up_quickly(client, raw_server(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", stay)).url)


def test_giving_up_while_connecting(client: Client) -> None:
    with socket.socket() as listener:  # a queue that is full lets nobody in: connecting waits
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = []
        for _ in range(4):
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(("127.0.0.1", port))
        gives_up_quickly(client, f"http://127.0.0.1:{port}/")
        for one in waiting:
            one.close()


def test_giving_up_before_it_began(client: Client, raw_server: Start) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        client.get(raw_server(stay).url, cancel=cancel, allow_private=True)


def test_an_abandoned_request_ends_by_itself(client: Client, raw_server: Start) -> None:
    closed = threading.Event()

    def pour(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while not stopped.is_set():
                connection.sendall(b"news " * 1000)
        except OSError:
            closed.set()

    gives_up_quickly(client, raw_server(pour).url)
    assert closed.wait(5)


def test_making_a_client_imports_nothing_heavy() -> None:
    import subprocess

    code = "import sys; from tui_paper.web.client import Client; Client(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx", "httpcore", "ssl", "urllib.request"} & set(loaded)
