/* Words by which a person ends or resumes messages. Sources: the CTIA's and Twilio's list for
 * SMS; WhatsApp prescribes none, so the same words hold there, with their usual translations. */

const STOP = new Set([
  'stop',
  'stopall',
  'stop all',
  'end',
  'cancel',
  'quit',
  'unsubscribe',
  'optout',
  'remove',
  'arret',
  'revoke',
  // es, pt, de
  'baja',
  'alto',
  'parar',
  'sair',
  'cancelar',
  'stopp',
  'abmelden',
]);
const START = new Set(['start', 'unstop', 'alta', 'iniciar', 'anmelden']);

/**
 * What a message says about consent. Only a message that is nothing but the word counts:
 * "please stop the delivery" is no opt-out.
 *
 * @param body the text as the customer wrote it; null: no text
 */
export function consentKeyword(body: string | null): 'stop' | 'start' | null {
  const word = (body ?? '')
    .normalize('NFKD')
    .replaceAll(/[^\p{Letter}\p{Number}\s]/gu, '')
    .trim()
    .toLowerCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : null;
}
