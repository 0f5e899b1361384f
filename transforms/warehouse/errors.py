"""What ends a load with one message.

WarehouseError   a load that cannot be done; the message says why and what to do
    BusyError    another load is at work on the same warehouse: the same load later may do
"""


class WarehouseError(Exception):
    """A load that cannot be done; the message says why and what to do."""


class BusyError(WarehouseError):
    """Another load is at work on the same warehouse."""
