"""Whether a file is a translation into the language it is imported as."""

from bitext.exchange.errors import ExchangeFileError
from bitext.locales import Locale, LocaleError, parse_locale

__all__ = ["is_language", "require_language"]


def is_language(code: str, locale: Locale) -> bool:
    """Whether a file's language ``code``, maybe empty, is the locale's language.

    Regions and scripts are not compared.
    """
    language = code.replace("_", "-").partition("-")[0].lower()
    if not language or language == locale.language:
        return True
    try:
        parse_locale(language)
    except LocaleError as error:
        # Old codes (no, iw, in) name the code that took their place.
        return error.suggestion == locale.language
    return {language, locale.language} == {"no", "nb"}


def require_language(code: str | None, locale: Locale, *, path: str) -> None:
    """Require a file to be of the locale's language, or not to say of which.

    Raises ExchangeFileError.
    """
    if not is_language(code or "", locale):
        raise ExchangeFileError(
            path,
            what=f"is a translation into {code}, not {locale.code}",
            cure="import it into its own language",
        )
