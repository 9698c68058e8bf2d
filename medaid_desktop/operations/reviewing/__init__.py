"""The sign-off of filings: where each stands in its chain, completing steps, sending back, taking back."""

from medaid_desktop.core.review.roles import role_of
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.operations.reviewing.reviewing import (
    LONGEST_NAME,
    LONGEST_OFFICE,
    LONGEST_OPINION,
    Consequences,
    Words,
    chain_of,
    consequences,
    consequences_of,
    is_final,
    open_points,
    send_back,
    sign,
    withdraw,
)
from medaid_desktop.operations.reviewing.telling import (
    Lock,
    RemarkNow,
    lock_of,
    place_of,
    remarks_now,
)
from medaid_desktop.operations.reviewing.total import sum_of, total_of

__all__ = [
    "LONGEST_NAME", "LONGEST_OFFICE", "LONGEST_OPINION", "Consequences", "Lock", "RemarkNow", "Words", "chain_of",
    "consequences", "consequences_of", "is_final", "lock_of", "open_points", "place_of", "remarks_now", "role_of", "send_back",
    "sign", "step_name", "sum_of", "total_of", "withdraw",
]  # fmt: skip
