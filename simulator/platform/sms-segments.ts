/** The GSM-7 alphabet (3GPP TS 23.038); the second set costs two places. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

/**
 * The number of SMS segments a text takes: 160 places alone or 153 each in GSM-7, 70 or 67 in
 * UCS-2 when any character is outside GSM-7. An empty text takes one.
 */
export function smsSegments(text: string): number {
  let places = 0;
  for (const character of text) {
    if (GSM_BASIC.has(character)) places += 1;
    else if (GSM_EXTENDED.has(character)) places += 2;
    else return segments(text.length, 70, 67);
  }
  return segments(places, 160, 153);
}

function segments(places: number, alone: number, each: number): number {
  return places <= alone ? 1 : Math.ceil(places / each);
}
