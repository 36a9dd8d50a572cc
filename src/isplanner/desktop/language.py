"""The language of the window, kept where Qt keeps it: in the default locale and the installed translators."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from isplanner.resource_files import resource

_LOCALES = {"ja": "ja_JP", "en": "en_US"}


def language() -> str:
    """The present language, "ja" or "en", as `text` takes it."""
    return "en" if QLocale().language() is QLocale.Language.English else "ja"


def set_language(app: QCoreApplication, chosen: str) -> None:
    """Translate from now on; words already on screen stay until their widgets are built anew."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(_LOCALES[chosen]))
    qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((qt_words, f"qtbase_{chosen}"), (str(resource("i18n")), f"isplanner_{chosen}")):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
