"""Which hosts the web may send us to: never from outside into this machine or its own network."""

import ipaddress
import socket

from tui_paper.model.errors import Unreachable

_OWN_NAMES = (".localhost", ".local", ".lan", ".home", ".internal", ".intranet", ".home.arpa")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_UNICAST = ipaddress.ip_network("2000::/3")  # all that is handed out to the world (RFC 4291, section 2.4)


class Inside(Unreachable):
    """The address lies in the reader's own machine or network, and nobody who may say so asked for it."""


def is_private(address: str) -> bool:
    """Whether the IP address is anything but a public one (loopback, RFC 1918, link-local, multicast …).

    IPv4 addresses wrapped in IPv6 (mapped, 6to4, Teredo, NAT64) are judged by what they wrap. What is no
    IP address counts as private.
    """
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        teredo = ip.teredo
        wrapped = ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)
        if wrapped is None and ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_private(str(wrapped))
        return ip not in _UNICAST or not ip.is_global
    return not ip.is_global or ip.is_multicast or ip.is_reserved


def looks_private(host: str) -> bool:
    """Whether a host's name alone, without looking it up, tells that it is this machine or its network."""
    host = host.strip("[]").rstrip(".").casefold()
    if not host:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if address := _old_form(host):
            return is_private(address)
        return "." not in host or f".{host}".endswith(_OWN_NAMES)
    return is_private(host)


def _old_form(host: str) -> str:
    """The address in one of the forms that resolvers still take (127.1, 0x7f.1, 2130706433), ``""`` for a name."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return ""
