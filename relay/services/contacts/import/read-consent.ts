import { bareWord } from '../../../../shared/format/bare-word.ts';
import type { ImportOptions } from '../../../../shared/contract/contact-import.ts';
import { type Channel, channel } from '../../../../shared/contract/records.ts';

/** What a row says of a permission. */
export interface RowConsent {
  readonly channel: Channel;
  readonly state: 'opted_in' | 'opted_out';
  readonly source: string;
  readonly evidence: string;
}

/* How files say it, in English, German, Spanish, French and Portuguese, and as our own file does. */
const STATES = new Map<string, RowConsent['state'] | 'unknown'>([
  ...['yes', 'y', 'true', '1', 'x', 'ja', 'j', 'si', 's', 'sim', 'oui', 'o', 'vrai', 'wahr'].map(
    (word) => [word, 'opted_in'] as const,
  ),
  ...['optedin', 'optin', 'subscribed'].map((word) => [word, 'opted_in'] as const),
  ...['no', 'n', 'false', '0', 'nein', 'nao', 'non', 'faux', 'falsch'].map(
    (word) => [word, 'opted_out'] as const,
  ),
  ...['optedout', 'optout', 'unsubscribed'].map((word) => [word, 'opted_out'] as const),
  ...['unknown', 'unbekannt', 'desconocido', 'inconnu', 'desconhecido'].map(
    (word) => [word, 'unknown'] as const,
  ),
]);

const COLUMNS = [
  ['optInWhatsapp', 'whatsapp'],
  ['optInSms', 'sms'],
] as const;

/**
 * What a row says of permissions, and what is wrong with it. An opt-in needs its proof: the row's
 * own, or the one that the file as a whole has. A refusal is believed without.
 *
 * @param words the cells by what their columns hold
 */
export function readConsents(
  words: ReadonlyMap<string, string>,
  proof: ImportOptions['proof'],
): { readonly consents: readonly RowConsent[]; readonly faults: readonly string[] } {
  const source = words.get('consentSource') ?? proof?.source;
  const evidence = words.get('consentEvidence') ?? proof?.evidence;
  const consents: RowConsent[] = [];
  const faults: string[] = [];
  for (const [column, on] of COLUMNS) {
    const cell = words.get(column);
    if (cell === undefined) continue;
    const state = STATES.get(bareWord(cell));
    if (state === undefined) faults.push(`"${cell}" is neither yes nor no`);
    else if (state === 'opted_out') {
      const said = {
        source: source ?? 'file',
        evidence: evidence ?? `"${cell}" in an imported file`,
      };
      consents.push({ channel: on, state, ...said });
    } else if (state === 'opted_in' && (source === undefined || evidence === undefined)) {
      faults.push('an opt-in needs its proof: where and how it was given');
    } else if (state === 'opted_in' && source !== undefined && evidence !== undefined) {
      consents.push({ channel: on, state, source, evidence });
    }
  }
  return { consents, faults };
}

/** The channels that a cell names; null: it names something else. */
export function readChannels(cell: string): readonly Channel[] | null {
  const named = cell
    .toLowerCase()
    .split(/[,;|/+&]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => channel.safeParse(word).data);
  const known = named.filter((one) => one !== undefined);
  return known.length === 0 || known.length < named.length ? null : [...new Set(known)];
}
