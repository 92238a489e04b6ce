const made = new Map<string, Intl.DateTimeFormat>();

/**
 * A format for dates and times. Making one takes longer than drawing a row: each is made once.
 *
 * @param locale BCP 47; undefined: the system's
 */
export function dateFormat(
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, options);
  made.set(key, format);
  return format;
}
