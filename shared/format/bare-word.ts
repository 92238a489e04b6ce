/** A word of a file as it is compared: without case, signs, blanks and accents. */
export function bareWord(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
