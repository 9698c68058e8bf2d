"""What a review step is called for short: who completes it."""

_TAILS = ("审核意见", "意见", "（签章）", "（盖章）", "签章", "盖章", "签字")


def step_name(title: str) -> str:
    """Who completes a step, out of its title: 项目单位 of 项目单位审核意见."""
    plain = title.strip().rstrip("：:")
    return next((plain[: -len(tail)] for tail in _TAILS if plain.endswith(tail) and len(plain) > len(tail)), plain)
