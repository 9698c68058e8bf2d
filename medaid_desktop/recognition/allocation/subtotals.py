"""Subtotals of an allocation: which rows and which other subtotals each of them sums."""

from collections.abc import Sequence

from medaid_desktop.recognition.allocation.allocation_lines import Line, RunningSums


def nested(groups: Sequence[Sequence[Line]]) -> list[int]:
    """How much deeper each group lies: a subtotal with no rows of its own is that of the subtotals behind it."""
    deeper = [0] * len(groups)
    for at, group in enumerate(groups):
        over = group[0]
        if len(group) > 1 or not over.is_subtotal:
            continue
        behind = [other[0] for other in groups[at + 1 :]]
        sums = RunningSums(over, behind)
        end = next((end for end in range(1, len(behind) + 1) if sums.balance(end)), 0) or _same_mark(over, behind)
        for number in range(at + 1, at + 1 + end):
            deeper[number] += 1
    return deeper


def _same_mark(over: Line, behind: Sequence[Line]) -> int:
    """How many subtotals stand before the next that is numbered like one, 0 where they are not numbered."""
    if not over.mark or not behind or behind[0].mark in ("", over.mark):
        return 0
    return next((at for at, line in enumerate(behind) if line.mark == over.mark), len(behind))


def release(over: Line, rows: Sequence[Line]) -> None:
    """Rows behind those that make a subtotal lie beside it, where all of them together do not make it."""
    tops = [line for line in rows if line.depth == over.depth + 1]
    sums = RunningSums(over, tops)
    if sums.balance(len(tops)):
        return
    for end in range(len(tops) - 1, 0, -1):
        if sums.balance(end):
            for line in rows[rows.index(tops[end]) :]:
                line.depth -= 1
            return


def groups(body: Sequence[Line]) -> list[list[Line]]:
    """The lines cut at subtotals, which stand above what they sum, or below it where the table ends with one."""
    if not any(line.is_subtotal for line in body):
        return [list(body)] if body else []
    below = body[-1].is_subtotal and not body[0].is_subtotal
    found: list[list[Line]] = [[]]
    for line in body:
        if line.is_subtotal and not below and found[-1]:
            found.append([])
        found[-1].append(line)
        if line.is_subtotal and below:
            found.append([])
    return [group for group in found if group]
