"""The log as a chain: any change is noticed."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.review.log import FIRST, Entry, breaks, details_text, linked


def _chain(count: int) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(count):
        entry = Entry(
            0, f"2020-06-01T08:00:{number:02d}+08:00", "填报人甲", "edit", "f1", "ab", details_text({"格": number})
        )
        entries.append(linked(entry, entries[-1] if entries else None))
    return entries


def test_a_sound_chain() -> None:
    chain = _chain(4)
    assert chain[0].previous == FIRST and chain[3].previous == chain[2].hash
    assert breaks(chain, 4, chain[-1].hash) == [] and breaks([], 0) == []


@given(st.data())
def test_any_changed_field_of_any_entry_is_noticed(data: st.DataObject) -> None:
    chain = _chain(4)
    at = data.draw(st.integers(0, 3))
    name = data.draw(st.sampled_from([field.name for field in fields(Entry)]))
    value = getattr(chain[at], name)
    other = value + 1 if isinstance(value, int) else data.draw(st.sampled_from(["", f"{value}x", value[1:]]))
    if other == value:
        return
    chain[at] = replace(chain[at], **{name: other})
    assert breaks(chain, 4, _chain(4)[-1].hash)


def test_entries_dropped_put_in_or_cut_off_are_noticed() -> None:
    chain = _chain(5)
    head = chain[-1].hash
    assert breaks(chain[:2] + chain[3:], 5, head)[0].why == "第 3 条与第 4 条之间缺了日志"
    assert breaks(chain[:4], 5, head)[0].why.startswith("日志末尾少了")
    assert breaks([chain[0], chain[2], chain[1], *chain[3:]], 5, head)
    extra = linked(Entry(0, "", "", "edit"), chain[-1])
    assert breaks([*chain, extra], 5, head)[0].why.startswith("日志末尾少了、多了")
