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
    const text = utf8.decode(raw);
    decodeURIComponent(text.replaceAll('+', ' '));
    return Object.fromEntries(new URLSearchParams(text));
  } catch {
    throw new BadFormError('the form is not valid UTF-8');
  }
}
