/**
 * The name of a language such as `es_MX`, as the person at the screen calls it.
 *
 * @param code a WhatsApp language code
 * @param locale of the interface
 * @returns the code itself where it is no known language
 */
export function languageName(code: string, locale: string): string {
  const tag = code.replaceAll('_', '-');
  try {
    return (
      new Intl.DisplayNames([locale], { type: 'language', languageDisplay: 'standard' }).of(tag) ??
      code
    );
  } catch {
    return code;
  }
}
