"""The language of the window, kept where Qt keeps it: in the default locale and the installed translators."""

from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from isplanner.resource_files import resource
from isplanner.text.language import Language

_LOCALES = {"ja": "ja_JP", "en": "en_US"}


@cache
def language() -> Language:
    """The present language, as `text` takes it; kept, since painters ask a hundred times a frame."""
    return "en" if QLocale().language() is QLocale.Language.English else "ja"


def set_language(app: QCoreApplication, chosen: Language) -> None:
    """Translate from now on; words already on screen stay until their widgets are built anew."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(_LOCALES[chosen]))
    language.cache_clear()
    qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    files = [(qt_words, f"qtbase_{chosen}")]
    if chosen != "ja":  # the words in the source are Japanese
        files.append((str(resource("i18n")), f"isplanner_{chosen}"))
    for folder, name in files:
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
