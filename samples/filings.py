"""The invented filings as the index lists them: who filed what, and when.

None of the companies exists; all documents were written for this project.
"""

from datetime import date
from typing import Final

from samples.containers import Company, Submission

HARBORLIGHT: Final = Company(
    1990001, "HARBORLIGHT INSTRUMENTS INC", state="WA", file_number="001-90001"
)
PINEWATER: Final = Company(
    1990002, "PINEWATER FOODS CORP", "CANNED FRUITS & VEGETABLES [2033]", "OR", "0930", "001-90002"
)
QUILLSTONE: Final = Company(
    1990003, "QUILLSTONE ENERGY LP", "NATURAL GAS TRANSMISSION [4922]", file_number="001-90003"
)
ASHGROVE: Final = Company(
    1990004, "ASHGROVE UTILITIES CO", "ELECTRIC SERVICES [4911]", "MN", file_number="001-90004"
)
ASHGROVE_FINANCE: Final = Company(
    1990005, "ASHGROVE POWER FINANCE LLC", "ELECTRIC SERVICES [4911]", file_number="333-90005"
)
MERRIWETHER: Final = Company(
    1990006,
    "MERRIWETHER LOGISTICS INC",
    "TRUCKING (NO LOCAL) [4213]",
    "TN",
    file_number="001-90006",
)

HARBORLIGHT_ANNUAL: Final = Submission(
    "0001990001-24-000004", "10-K", date(2024, 2, 20), (HARBORLIGHT,), date(2023, 12, 31)
)
HARBORLIGHT_AMENDED: Final = Submission(
    "0001990001-24-000017", "10-K/A", date(2024, 6, 10), (HARBORLIGHT,), date(2023, 12, 31)
)
HARBORLIGHT_EVENT: Final = Submission(
    "0001990001-24-000011", "8-K", date(2024, 5, 14), (HARBORLIGHT,), date(2024, 5, 13)
)
ASHGROVE_ANNUAL: Final = Submission(
    "0001990004-24-000002",
    "10-K",
    date(2024, 2, 28),
    (ASHGROVE, ASHGROVE_FINANCE),
    date(2023, 12, 31),
)
PINEWATER_QUARTER: Final = Submission(
    "0001990002-24-000009", "10-Q", date(2024, 5, 7), (PINEWATER,), date(2024, 3, 31)
)
QUILLSTONE_QUARTER: Final = Submission(
    "0001990003-24-000006", "10-Q", date(2024, 5, 9), (QUILLSTONE,), date(2024, 3, 31)
)
MERRIWETHER_QUARTER: Final = Submission(
    "0001990006-24-000005", "10-Q", date(2024, 5, 10), (MERRIWETHER,), date(2024, 3, 31)
)
