/** A body that is no form that the provider would send. */
export class BadFormError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadFormError';
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The fields of an urlencoded form.
 *
 * @throws {BadFormError} for text that is not UTF-8: the platform would replace it silently,
 *   and the message would be stored as something that nobody wrote
 */
export function readForm(raw: Buffer): Record<string, string> {
  try {
    const pairs = utf8.decode(raw).replaceAll('+', ' ').split('&');
    return Object.fromEntries(
      pairs.flatMap((pair) => {
        const equals = pair.indexOf('=');
        const end = equals === -1 ? pair.length : equals;
        return pair === '' ? [] : [[field(pair.slice(0, end)), field(pair.slice(end + 1))]];
      }),
    );
  } catch {
    throw new BadFormError('the form is not valid UTF-8');
  }
}

/** @throws {URIError} for what is no UTF-8 */
function field(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text;
}
