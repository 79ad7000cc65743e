"""Networks: a column of address ranges, which PostgreSQL itself compares."""

import ipaddress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

_NO_RANGE = gettext_lazy("That is no address or range, such as 192.0.2.0/24.")
_BEFORE_IPV4 = 96
"""So many bits stand before an address of IPv4 that IPv6 writes."""


# The stubs want types in brackets, which the class does not take at run time.
class NetworkField(models.Field):  # type: ignore[type-arg]
    """An address or a range of addresses, such as 192.0.2.0/24; PostgreSQL's cidr."""

    description = "A range of addresses"

    def db_type(self, connection: Any) -> str:
        return "cidr"

    def to_python(self, value: Any) -> str | None:
        return None if value in {None, ""} else parse_network(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        return self.to_python(value)


@NetworkField.register_lookup
class Contains(models.Lookup):
    """``network__contains_address``: ranges in which an address lies."""

    lookup_name = "contains_address"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        address, after = self.process_rhs(compiler, connection)
        return f"{column} >>= {address}::inet", (*before, *after)

    def get_prep_lookup(self) -> Any:
        if hasattr(self.rhs, "resolve_expression"):
            return self.rhs
        return str(ipaddress.ip_address(str(self.rhs)))


def parse_network(raw: str) -> str:
    """Return a range as it is kept, raising ValidationError if it is none.

    "192.0.2.7/24" is the range that this address lies in. What IPv6 writes for an
    address of IPv4 is that address, as it is for those who come from there.
    """
    try:
        network = ipaddress.ip_network(raw.strip(), strict=False)
    except ValueError as error:
        raise ValidationError(_NO_RANGE) from error
    if isinstance(network, ipaddress.IPv4Network):
        return str(network)
    if network.network_address.scope_id is not None:
        raise ValidationError(_NO_RANGE)
    mapped = network.network_address.ipv4_mapped
    if mapped is None or network.prefixlen < _BEFORE_IPV4:
        return str(network)
    return f"{mapped}/{network.prefixlen - _BEFORE_IPV4}"
