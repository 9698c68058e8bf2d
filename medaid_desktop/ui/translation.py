"""Chinese for Qt's own dialogs and menus, and for dates and numbers."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)

_OURS = {
    ("QLineEdit", "&Undo"): "撤销(&U)",
    ("QWidgetTextControl", "&Undo"): "撤销(&U)",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
}
"""By (context, source): what Qt calls otherwise than this program does, or not in Chinese at all."""


class _OurWords(QTranslator):
    """Comes before Qt's own translation."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]  # noqa: ARG002
        return _OURS.get((context, source))  # None asks the next translator, "" would be the answer

    def isEmpty(self) -> bool:
        return False


def speak_chinese(app: QCoreApplication) -> bool:
    """Loads Qt's Chinese texts once; False where they are not there, as in a build that left them out."""
    QLocale.setDefault(LOCALE)
    if app.property("speaks_chinese"):
        return True
    translator = QTranslator(app)
    loaded = translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if loaded:
        app.installTranslator(translator)
        app.installTranslator(_OurWords(app))
        app.setProperty("speaks_chinese", True)
    return loaded
