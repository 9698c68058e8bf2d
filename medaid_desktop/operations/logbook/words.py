"""What was done, in words: an action of the log with its details as a Chinese sentence."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from medaid_desktop.core.review.roles import ROLES
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.store.forms.templates import name_of

ACTIONS: Mapping[str, str] = {
    "add": "新增", "edit": "修改", "revise": "更改区划年度", "delete": "删除", "undelete": "还原", "purge": "彻底删除",
    "explain": "出错说明", "sign": "审核通过", "return": "退回修改", "withdraw": "撤回送审", "seal-add": "添加印章",
    "seal-remove": "删除印章", "seal-use": "使用印章", "seal-refused": "印章口令错误", "seal-withheld": "印章不符未盖",
    "print": "打印", "print-draft": "打印草稿",
    "print-public": "打印公开版", "print-failed": "打印未完成", "export": "导出", "export-failed": "导出未完成", "archive": "归档", "archive-failed": "归档未完成", "restore": "恢复备份",
    "salvage": "抢救", "template": "自制表种", "sign-in": "登录", "sign-out": "退出登录", "sign-in-refused": "登录被拒绝",
    "operator": "操作员", "unit": "本地单位",
}  # fmt: skip
"""All actions, and what they are called."""

Details = Mapping[str, Any]
_SHOWN = 60
_LISTED = 5
_REVISED = {"title": "名称", "year": "年度", "region": "区划", "variant": "版式", "form_version": "表种版本"}


def action_word(action: str) -> str:
    """What an action is called; one that this version does not know stands as it is."""
    return ACTIONS.get(action, action)


def details_of(text: str) -> Details:
    """The details of an entry, {} where they cannot be read."""
    try:
        said: object = json.loads(text)
    except ValueError:
        return {}
    return cast("Details", said) if isinstance(said, dict) else {}


def sentence(action: str, text: str, steps: Mapping[str, str] | None = None) -> str:
    """The details of an entry as people read them; "" where there is nothing to say beside the action.

    `steps` are the titles of review steps by their ids, for entries that only name the id.
    """
    details = details_of(text)
    if steps and "step" in details and not details.get("title"):
        details = {**details, "title": steps.get(str(details["step"]), "")}
    say = _SENTENCES.get(action)
    try:
        return say(details) if say else ""
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):  # of another version, or meddled with
        return _short(text)


def local_time(at: str) -> str:
    """A moment of the log in the local time: 2026-11-23 09:15:40."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return at


def _short(text: object) -> str:
    line = " ".join(str(text or "").split())
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def _quoted(text: object) -> str:
    return f"“{_short(text)}”" if text else ""


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _added(said: Details) -> str:
    return _short(said.get("origin"))


def _edited(said: Details) -> str:
    count, labels = said.get("count", 0), said.get("labels", [])
    begun, ended = local_time(str(said.get("from", ""))), local_time(str(said.get("to", "")))
    span = f"{begun[11:16]}—{ended[11:16]}" if begun[:10] == ended[:10] else f"{begun[:16]}—{ended[:16]}"
    done = "、".join(_short(one) for one in labels[:_LISTED])
    return f"{count} 步（{span}）：{done}{'等' * (len(labels) > _LISTED)}"


def _revised(said: Details) -> str:
    return "，".join(f"{word}改为{_quoted(said[name]) or '空白'}" for name, word in _REVISED.items() if name in said)


def _explained(said: Details) -> str:
    told = [_quoted(one["text"]) or "收回说明" for one in said.get("explained", [])]
    more = f"等 {len(told)} 处" if len(told) > _LISTED else ""
    return "；".join(told[:_LISTED]) + more or "升级前已有的说明"


def _step(said: Details) -> str:
    return step_name(_short(said.get("title") or said.get("step")))


def _signed(said: Details) -> str:
    opinion, seal = _quoted(said.get("opinion")), _quoted(said.get("seal"))
    return _joined(
        _step(said), _short(said.get("office")), str(said.get("by", "")), str(said.get("on", "")), f"意见{opinion}" * bool(opinion),
        f"印章{seal}" * bool(seal),
    )  # fmt: skip


def _returned(said: Details) -> str:
    opinion = _quoted(said.get("opinion"))
    remarks = said.get("remarks", [])
    counted = f"对 {len(remarks)} 格提了意见" if remarks else ""
    return _joined(_step(said), str(said.get("by", "")), f"意见{opinion}" * bool(opinion), counted)


def _withdrawn(said: Details) -> str:
    reason = _quoted(said.get("reason"))
    return _joined(str(said.get("by", "")), f"原因{reason}" * bool(reason))


def _seal(said: Details) -> str:
    purpose = _short(said.get("purpose"))
    return _joined(_quoted(said.get("seal")), f"用于{purpose}" * bool(purpose))


def _printed(said: Details) -> str:
    seals = list(dict.fromkeys(said.get("seals", {}).values()))
    copy, copies = said.get("copy", 1), said.get("copies", 1)
    return _joined(
        _short(said.get("file")), f"第 {copy} 次打印" * (copy > 1), f"{copies} 份" * (copies > 1),
        f"盖{'、'.join(_quoted(one) for one in seals)}" if seals else "", "加电子签名" * bool(said.get("signed")),
    )  # fmt: skip


def _exported(said: Details) -> str:
    return _short(said.get("file"))


def _archived(said: Details) -> str:
    notice = _quoted(said.get("notice"))
    return _joined(
        _short(said.get("name")), f"{said['year']} 年度" if said.get("year") else "", notice,
        f"正式 {said.get('final', 0)} 份", f"未完成 {said.get('drafts', 0)} 份",
    )  # fmt: skip


def _restored(said: Details) -> str:
    lost = len(said.get("filings", []))
    head = said.get("head")
    return _joined(
        _short(said.get("backup")), f"操作员 {said['by']}" if said.get("by") else "",
        f"被换下的日志到第 {head[0]} 条" if head else "被换下的日志读不出来",
        f"{lost} 份填报件的审核退回到备份时的样子" if lost else "",
        f"{len(said['withdrawn'])} 份的审核因后来退回或对不上而撤回" if said.get("withdrawn") else "",
        f"确认后恢复：{said['strange']}" if said.get("strange") else "",
    )  # fmt: skip


def _salvaged(said: Details) -> str:
    return _joined(
        f"由 {_short(said.get('source'))} 救出 {said.get('filings', 0)} 份", "审核、印章、操作员和修改历史没有救出",
        f"原日志读出 {said.get('entries', 0)} 条，存为 {_short(said['file'])}" if said.get("file") else "原日志读不出来",
    )  # fmt: skip


def _template(said: Details) -> str:
    name, version = _quoted(name_of(str(said.get("form", "")))), said.get("version")
    match said.get("change"):
        case "keep":
            return f"{name}第 {version} 版，由 {_short(said.get('file'))} 做成"
        case "rename":
            return f"{name}改称{_quoted(said.get('name'))}"
        case _:
            return f"删除{name}" + (f"第 {version} 版" if version else "")


def _operator(said: Details) -> str:
    name = _quoted(said.get("name"))
    roles = "、".join(ROLES.get(role, role) for role in said.get("roles", []))
    match said.get("change"):
        case "put":
            return f"登记{name}：{roles}"
        case "roles":
            return f"{name}的职责改为{roles}"
        case "pin":
            return f"{name}换了密码"
        case "leave":
            return f"停用{name}"
        case "kept":
            return f"恢复备份后保留原来的操作员 {said.get('count', 0)} 位"
        case _:
            return f"闲置 {said.get('minutes')} 分钟后锁定" if said.get("minutes") else "闲置不锁定"


def _unit(said: Details) -> str:
    name, before, unit_id = _quoted(said.get("name")), _quoted(said.get("before")), said.get("unit", "")
    if said.get("change") == "remove":
        return f"删除{name}（{unit_id}）"
    return f"{before}改称{name}（{unit_id}）" if before else f"登记{name}（{unit_id}）"


def _named(said: Details) -> str:
    return _quoted(said.get("name"))


_SENTENCES: Mapping[str, Callable[[Details], str]] = {
    "add": _added, "edit": _edited, "revise": _revised, "explain": _explained, "sign": _signed, "return": _returned,
    "withdraw": _withdrawn, "seal-add": _seal, "seal-remove": _seal, "seal-use": _seal, "seal-refused": _seal, "seal-withheld": _seal,
    "print": _printed, "print-draft": _printed, "print-public": _printed, "print-failed": _printed, "export": _exported,
    "export-failed": _exported,
    "archive": _archived, "archive-failed": lambda said: _short(said.get("name")), "restore": _restored, "salvage": _salvaged,
    "template": _template, "operator": _operator,
    "sign-in-refused": _named, "unit": _unit,
}  # fmt: skip
