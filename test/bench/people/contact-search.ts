import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Cache } from '../../../main/cache/cache.ts';
import { openCache } from '../../../main/cache/open.ts';
import { systemClock } from '../../../main/clock.ts';
import { createContactService } from '../../../main/services/contacts/contact-service.ts';
import { contactId, personId, tagId, tenantId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { Row } from '../support/report.ts';
import { percentile } from '../support/statistics.ts';

const CONTACTS = 200_000;
const AT_A_TIME = 500;
const FIRST =
  'Ana Bruno Carla Diego Elena Fabio Greta Hassan Inés Jürgen Katja Luis Mara Nora Omar Paula Quirin Rosa Sofía Tomás Ulrike Víctor Wanda Ximena Yusuf Zoe'.split(
    ' ',
  );
const LAST =
  'García Müller Rossi Silva Novák Jansen Okafor Tanaka Haddad Lindqvist Moreau Kowalski Petrov Santos Weber Yılmaz Zimmermann Ferreira'.split(
    ' ',
  );
const TRADES = 'Hardware Bakery Clinic Garage Flowers Travel Books'.split(' ');

/** As a person types them: letter by letter, words, numbers from any part, and what nobody has. */
const TYPED = [
  'm',
  'ma',
  'mar',
  'mara',
  'mara ',
  'mara g',
  'mara gar',
  'z',
  'zo',
  'zoe',
  'zimm',
  'jurgen m',

  'yusuf zimmermann',
  'bakery 77',
  'hard',
  'flowers 199',
  'k-19',
  'k-199421',
  'us.77',
  'nobody',
  '+1 31',
  '131',
  '1312',
  '312 119',
  '0312 1199',
  '+13121199421',
  '99421',
  '4949',
];

/**
 * Pages of 50 contacts out of 200,000, in both orders, for what people type into the search, with
 * and without a tag: the time of the call in the core, in ms.
 */
export async function contactSearchRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  const cache = openCache({
    folder,
    identity: {
      relayUrl: 'https://relay.example',
      tenantId: tenantId.parse(v7()),
      personId: personId.parse(v7()),
    },
    key: randomBytes(32),
    clock: systemClock,
    log: () => undefined,
  });
  try {
    const tag = tagId.parse(v7());
    const begin = performance.now();
    fill(cache, tag);
    const seconds = (performance.now() - begin) / 1000;
    const service = createContactService(() => ({ cache }));
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      for (const text of TYPED) {
        for (const sort of ['name', 'newest'] as const) {
          const asked = { text, sort, ownerId: null, after: null, limit: 50 };
          times.push(timed(() => service.list({ ...asked, tagId: null })));
          times.push(timed(() => service.list({ ...asked, tagId: tag })));
        }
      }
    }
    const counts = TYPED.map((text) =>
      timed(() => service.count({ text, tagId: null, ownerId: null })),
    );
    return [
      row('contact-search-p95-ms', percentile(times, 0.95), 10),
      row('contact-search-slowest-ms', percentile(times, 1), null),
      row('contact-count-p95-ms', percentile(counts, 0.95), null),
      {
        name: 'contact-apply-per-s',
        value: CONTACTS / seconds,
        unit: 'per s',
        goal: null,
        better: 'higher',
      },
    ];
  } finally {
    cache.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function row(name: string, value: number, goal: number | null): Row {
  return { name, value, unit: 'ms', goal, better: 'lower' };
}

function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function fill(cache: Cache, tag: ContactRecord['tagIds'][number]): void {
  for (let from = 0; from < CONTACTS; from += AT_A_TIME) {
    cache.transaction(() => {
      for (let index = from; index < from + AT_A_TIME; index += 1) {
        cache.contacts.put(contactOf(index, tag), 1);
      }
    });
  }
}

function contactOf(index: number, tag: ContactRecord['tagIds'][number]): ContactRecord {
  const pick = (words: readonly string[], by: number): string =>
    words[Math.floor(index / by) % words.length] ?? '';
  const phone = `+1312${String(1_000_000 + index)}`;
  const createdAt = 1_790_000_000_000 + index;
  return {
    id: contactId.parse(v7()),
    name: `${pick(FIRST, 1)} ${pick(LAST, 26)}`,
    profileName: null,
    company: index % 3 === 0 ? `${pick(TRADES, 5)} ${String(index % 1000)}` : null,
    phone,
    whatsappUserId: index % 10 === 0 ? `US.${String(index)}` : null,
    language: 'en',
    country: 'US',
    timeZone: null,
    optIn: { whatsapp: 'opted_in', sms: 'unknown' },
    identities: [{ channel: 'whatsapp', address: phone }],
    ownerId: null,
    tagIds: index % 7 === 0 ? [tag] : [],
    fields: {},
    externalId: `K-${String(index)}`,
    source: 'import',
    createdAt,
    updatedAt: createdAt,
  };
}
