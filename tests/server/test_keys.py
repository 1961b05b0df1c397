"""An address is a key; all of one network are one."""

from __future__ import annotations

import pytest

from torchground.server.keys import key_of, key_of_address


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_network_are_one(address: str, key: str) -> None:
    assert key_of_address(address) == key
    assert key_of({"client": (address, 1)}) == key
    assert key_of({"client": None}) == ""
