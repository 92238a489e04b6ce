import { describe, expect, it } from 'vitest';
import { ADMIN_SECTIONS, type Area, formatArea, parseArea } from '../../../../renderer/app/area.ts';
import { contactId } from '../../../../shared/contract/ids.ts';

const ID = contactId.parse('018f0000-0000-7000-8000-000000000001');

describe('the address of an area', () => {
  it.each<[string, Area]>([
    ['', { kind: 'inbox' }],
    ['#/inbox/mine', { kind: 'inbox' }],
    [`#/conversation/${ID}`, { kind: 'inbox' }],
    ['#/contacts', { kind: 'contacts', contactId: null }],
    [`#/contacts/${ID}`, { kind: 'contacts', contactId: ID }],
    ['#/contacts/nobody', { kind: 'contacts', contactId: null }],
    ['#/admin', { kind: 'admin', section: null, item: null }],
    [`#/admin/templates/${ID}`, { kind: 'admin', section: 'templates', item: ID }],
    [`#/admin/nowhere/${ID}`, { kind: 'admin', section: null, item: null }],
    ['#/admin/audit', { kind: 'admin', section: 'audit', item: null }],
    ['#/admin/<script>', { kind: 'admin', section: null, item: null }],
  ])('%s leads to %o', (hash, area) => {
    expect(parseArea(hash)).toEqual(area);
  });

  it('leads back to the area', () => {
    const areas: Area[] = [
      { kind: 'inbox' },
      { kind: 'contacts', contactId: ID },
      { kind: 'admin', section: 'templates', item: ID },
      ...ADMIN_SECTIONS.map((section) => ({ kind: 'admin', section, item: null }) as const),
    ];
    for (const area of areas) expect(parseArea(formatArea(area))).toEqual(area);
  });
});
