import pytest

from tui_paper.web.guard import is_private, looks_private

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:192.168.0.9",
    "2002:7f00:1::",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "::7f00:1",
    "fec0::1",
    "198.18.0.1",
    "192.0.2.1",
    "2001:db8::1",
    "2001:0:7f00:1::",
    "localhost",
    "nonsense",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST.", "a.localhost", "printer", "nas.local", "[::1]", "127.0.0.1", "127.0.0.1."),
        *("127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "10.1", "[::ffff:10.0.0.1]", "[fe80::1%25eth0]"),
        *("169.254.169.254", "metadata.google.internal", "router.lan", "fritz.box.home.arpa"),
    ],
)
def test_names_that_tell(host: str) -> None:
    assert looks_private(host)


@pytest.mark.parametrize(
    "host", ["example.com", "local.example", "localhost.example.org", "8.8.8.8", "134744072", "8.8.2056", ""]
)
def test_names_that_tell_nothing(host: str) -> None:
    assert not looks_private(host)
