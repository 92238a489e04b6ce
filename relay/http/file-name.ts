const LONGEST_NAME = 255;

/**
 * What a file is called by its percent-encoded header: no folders, and nothing that a header or
 * the database would not take. Null: there is no name.
 */
export function fileNameOf(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  try {
    const last = decodeURIComponent(header).split(/[/\\]/).at(-1) ?? '';
    const name = Array.from(last.replaceAll(/\p{Cc}/gu, ''))
      .slice(0, LONGEST_NAME)
      .join('');
    return name === '' ? null : name;
  } catch {
    return null;
  }
}
