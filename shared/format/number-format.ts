const made = new Map<string, Intl.NumberFormat>();

/**
 * A format for numbers. Making one takes longer than drawing a row: each is made once.
 *
 * @param locale BCP 47
 */
export function numberFormat(
  locale: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, options);
  made.set(key, format);
  return format;
}
