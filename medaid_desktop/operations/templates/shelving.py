"""What is done with forms that are in the ledger already: one version of them goes, or they get another name."""

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.template_shelf import own_form, used_words
from medaid_desktop.operations.templates.names import checked
from medaid_desktop.store.forms.templates import name_of, names_in
from medaid_desktop.store.forms.uses import VersionUse


def remove_version(desk: Desk, form: str, version: str) -> int:
    """Removes one version of a form of the ledger's own, the form itself with its last one; returns how many versions.

    Raises UserError where there is no such form or version, filings are of it (also in the bin, also by their history, which
    could not be undone any more), or the ledger is read-only.
    """
    with desk.ledger.transaction():
        form = own_form(desk, form)
        heads = [head for head in desk.ledger.templates.all() if head.form == form]
        present = "、".join(head.version for head in heads)
        if all(head.version != version for head in heads):
            raise UserError("这个表种没有这一版", f"{heads[0].called}，第 {version} 版", f"现有的版本：{present}")
        use = desk.ledger.templates.uses.of_versions(form).get(version, VersionUse())
        if not use.is_free:
            mend = "撤销修改或查看历史时要用它，请保留这一版"
            if use.filings or use.deleted:
                mend = "填报件要靠它才能打开，请保留这一版；不再需要这些填报件时，请先删除它们并清空回收站"
            where = f"{heads[0].called}，第 {version} 版：{used_words(use)}"
            raise UserError("这一版还在用，不能删除", where, mend)
        return desk.ledger.templates.remove(form, version)


def rename_template(desk: Desk, form: str, name: str) -> str:
    """Gives a form of the ledger's own another name in lists and files; returns its id, which stays, as do its filings.

    Raises UserError for a name that cannot be or that another form has, where there is no such form, and where the ledger is
    read-only.
    """
    wanted = checked(name)
    with desk.ledger.transaction():
        form = own_form(desk, form)
        others = [info.title for info in desk.forms.infos() if info.id != form]
        others += names_in(head for head in desk.ledger.templates.all() if head.form != form)
        if wanted != name_of(form) and wanted.casefold() in map(str.casefold, others):
            raise UserError("已经有叫这个名称的表种", wanted, "请换一个名称")
        desk.ledger.templates.rename(form, wanted)
    return form
