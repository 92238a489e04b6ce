/** GSM 03.38: what fits into seven bits. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: each takes two places. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/**
 * How many parts an SMS is sent and charged in: 160 places of seven bits, or 70 of sixteen; where
 * there are several, each gives some of its places away. Source: 3GPP TS 23.038, 23.040.
 */
export function smsSegments(text: string): number {
  let places = 0;
  for (const character of text) {
    if (!BASIC.has(character) && !EXTENDED.has(character)) return parts(text.length, 70, 67);
    places += EXTENDED.has(character) ? 2 : 1;
  }
  return parts(places, 160, 153);
}

function parts(places: number, alone: number, each: number): number {
  return places <= alone ? 1 : Math.ceil(places / each);
}
