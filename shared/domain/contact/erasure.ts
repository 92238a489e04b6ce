function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s()./-]+/gu, '');
}

/**
 * Whether what somebody typed is the name or number of the person to be erased: blanks and the
 * size of letters do not count, and neither does how a number is grouped.
 */
export function isSameAnswer(typed: string, known: string): boolean {
  return plain(typed) !== '' && plain(typed) === plain(known);
}
