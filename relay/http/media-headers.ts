/** What a viewer may show. Everything else is bytes: a page or script from a customer stays one. */
const SHOWN =
  /^(image\/(jpeg|png|webp|gif)|audio\/(aac|amr|mpeg|mp4|ogg|3gpp)|video\/(mp4|3gpp)|application\/pdf|text\/vcard)$/;

const CANNOT_RUN = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
};

/** Headers of a file for a desktop: it can run nothing, whatever it is. */
export function desktopHeaders(contentType: string, fileName: string | null) {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return {
    ...CANNOT_RUN,
    'content-type': SHOWN.test(type) ? type : 'application/octet-stream',
    'content-disposition': disposition('attachment', fileName),
    'cache-control': 'private, max-age=31536000, immutable',
  };
}

/**
 * Headers of a file for the provider, which compares the type with the bytes and shows the name
 * (Twilio, "Accepted content types for media").
 */
export function providerHeaders(contentType: string, fileName: string | null, size: number) {
  return {
    ...CANNOT_RUN,
    'content-type': contentType,
    'content-length': String(size),
    'content-disposition': disposition('inline', fileName),
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  };
}

/** Source: RFC 6266, with the plain name for those who do not read the other. */
function disposition(kind: 'attachment' | 'inline', fileName: string | null): string {
  if (fileName === null) return kind;
  const plain = fileName.replaceAll(/[^\w. ()-]/g, '_');
  const whole = encodeURIComponent(fileName.toWellFormed()).replaceAll(/['()*]/g, hexEscape);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function hexEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
