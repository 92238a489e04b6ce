/** The longest name that file systems take, in characters. */
const LONGEST = 255;

/**
 * The name of a picked file as it is shown and sent on: no folders and no control characters.
 *
 * @returns null where nothing is left of it
 */
export function tidyFileName(name: string | null): string | null {
  if (name === null) return null;
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const tidy = last.replaceAll(
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '',
  );
  const cut = Array.from(tidy.trim()).slice(0, LONGEST).join('');
  return cut === '' || cut === '.' || cut === '..' ? null : cut;
}
