"""Who gets which answer at the addresses of one's own record."""

from tests.addressing import Address

ADDRESSES = [
    Address("record", stranger=200),
    Address("record_csv", stranger=200),
    Address("record_pdf", stranger=200),
]
