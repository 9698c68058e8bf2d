"""Where the label before a colon begins, and the words that ask for a seal or a signature."""

import re

_BLANKS = " 　\t\u00a0"
_ENDS_LABEL = re.compile(r"[\n_＿；;，,。☐□☑:：]")
SEAL = re.compile(
    r"[(（\[【]\s*(?:单位|部门|加盖)?(?:公\s*章|盖\s*章|签\s*章|签\s*字|签\s*名|单位公章|单位盖章|章)(?:[或及、和]\w{1,4})?\s*[)）\]】]"
)


def label_before(text: str, end: int, start: int) -> int:
    """Where the label begins that ends at a place, looked for from `start` on: letters spaced out (联 系 电 话) are one word."""
    words: list[tuple[int, int]] = []
    at = end
    while at > start:
        stop = at
        while stop > start and text[stop - 1] in _BLANKS:
            stop -= 1
        begin = _word_before(text, stop, start, first=not words)
        if begin == stop:
            break
        if words:
            spaced = words[-1][1] - words[-1][0] == 1 and stop - begin == 1 and words[-1][0] - stop <= 4
            if not spaced and words[-1][0] != stop:
                break
        words.append((begin, stop))
        at = begin
    return words[-1][0] if words else end


def _word_before(text: str, stop: int, start: int, first: bool) -> int:
    """Where the word begins that ends at a place; notes in brackets are part of it, （签章） only behind the whole label."""
    at = stop
    while at > start and text[at - 1] not in _BLANKS:
        if text[at - 1] in "）)】]":
            opening = max(text.rfind(sign, start, at) for sign in "（(【[")
            if opening < start or (is_seal(text[opening:at]) and not (first and at == stop)):
                break
            at = opening
        elif _ENDS_LABEL.match(text[at - 1]):
            break
        else:
            at -= 1
    return at


def is_seal(text: str) -> bool:
    """Whether a text says that a seal or a signature belongs here."""
    return bool(SEAL.search(text))
