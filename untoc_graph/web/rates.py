"""How often one client may ask: counted in this process, or in Redis for several."""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from typing import TYPE_CHECKING, Final

from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from untoc_graph.errors import CallError, RateLimitedError

if TYPE_CHECKING:
    from limits import RateLimitItem

__all__ = ["Rates", "client_address", "network"]

_log = logging.getLogger("untoc")
# An IPv6 client has a whole network of this size for itself.
_IPV6_CLIENT: Final = 64
# Seconds that another process may take to count.
_STORAGE_TIMEOUT: Final = 0.5


class Rates:
    """A limit for each client, or none."""

    def __init__(self, rate: str, storage: str) -> None:
        """Read the limit.

        Args:
            rate: "3000 per minute", or "" for none.
            storage: address of the counter, see the setting `rate_storage`.

        Raises:
            CallError: either cannot be read.
        """
        self._item: RateLimitItem | None = None
        # Whether counting needs no other process.
        self.quick = not rate or storage.startswith("memory:")
        if not rate:
            return
        try:
            self._item = parse(rate)
        except ValueError:
            raise CallError(f'UNTOC_RATE "{rate}" is no rate; write "3000 per minute"') from None
        try:
            self._limiter = SlidingWindowCounterRateLimiter(
                storage_from_string(storage, wrap_exceptions=True, **_patience(storage))
            )
        except Exception as error:  # noqa: BLE001  each storage library has its own
            raise CallError(f'UNTOC_RATE_STORAGE "{storage}" cannot be used: {error}') from None

    def admit(self, client: str) -> None:
        """Count one query of a client.

        Raises:
            RateLimitedError: it has asked for too many.
        """
        if self._item is None:
            return
        key = _counted(client)
        try:
            if self._limiter.hit(self._item, key):
                return
            reset = self._limiter.get_window_stats(self._item, key).reset_time
        except StorageError as error:
            # Better a service without this limit than none: the others hold, each query is still bounded.
            _log.error("rates are not counted: %s", error)
            return
        wait = max(1, math.ceil(reset - time.time()))
        raise RateLimitedError(
            f"more than {self._item.amount} queries came from {client or 'here'} in "
            f"{self._item.get_expiry()} s; wait {wait} s, or ask for more in one query",
            wait,
        )


def _patience(storage: str) -> dict[str, float]:
    # A counter that hangs must not hang the queries.
    if not storage.startswith("redis"):
        return {}
    return {"socket_timeout": _STORAGE_TIMEOUT, "socket_connect_timeout": _STORAGE_TIMEOUT}


def _counted(client: str) -> str:
    address = _address(client)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_CLIENT), strict=False))
    return client if address is None else str(address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address in a text, without the port that some proxies add; None where there is none."""
    host, _, port = text.rpartition(":")
    if port.isdigit() and (host.endswith("]") or host.count(".") == 3):  # noqa: PLR2004
        text = host
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    # A socket for both families shows an IPv4 client as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address


def network(address: str) -> str:
    """Return the network of an address, which tells where from and not who.

    >>> network("192.0.2.77"), network("2001:db8:1:2::3"), network("")
    ('192.0.2.0/24', '2001:db8:1::/48', '')
    """
    known = _address(address)
    if known is None:
        return ""
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False))  # noqa: PLR2004


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """Return the address of the client behind so many proxies of ours.

    Each proxy adds at the end of X-Forwarded-For whom it was asked by, and what stands before can be
    invented by the client.

    >>> client_address("10.0.0.1", "6.6.6.6, 192.0.2.7", 1), client_address("10.0.0.1", "6.6.6.6", 0)
    ('192.0.2.7', '10.0.0.1')
    """
    if not proxies:
        return remote
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return hops[-min(proxies, len(hops))] if hops else remote
