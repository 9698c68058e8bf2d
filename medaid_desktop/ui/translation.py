"""Chinese for Qt's own dialogs and menus, and for dates and numbers."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def speak_chinese(app: QCoreApplication) -> bool:
    """Loads Qt's Chinese texts once; False where they are not there, as in a build that left them out."""
    QLocale.setDefault(LOCALE)
    if app.property("speaks_chinese"):
        return True
    translator = QTranslator(app)
    loaded = translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if loaded:
        app.installTranslator(translator)
        app.setProperty("speaks_chinese", True)
    return loaded
