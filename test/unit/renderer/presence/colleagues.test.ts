import { describe, expect, it } from 'vitest';
import { colleaguesByPlace } from '../../../../renderer/features/presence/colleagues.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';
import { personRecord } from '../../../../shared/contract/records.ts';
import { presence } from '../../../../shared/contract/relay.ts';

const uuid = (end: number) => `018f0000-0000-7000-8000-00000000000${end}`;
const person = (end: number, name: string) =>
  personRecord.parse({
    id: uuid(end),
    name,
    email: 'someone@northwind.example',
    role: 'agent',
    active: true,
  });
const at = (who: number, where: number | null, typing = false) =>
  presence.parse({
    personId: uuid(who),
    conversationId: where === null ? null : uuid(where),
    typing,
  });
const HERE = conversationId.parse(uuid(8));
const people = [person(1, 'Ana'), person(2, 'Ben'), person(3, 'Cora')];

function namesIn(present: Parameters<typeof colleaguesByPlace>[0]) {
  const there = colleaguesByPlace(present, people).get(HERE) ?? [];
  return there.map((one) => `${one.person.name}${one.typing ? ' types' : ''}`);
}

describe('who is in a conversation', () => {
  it('names those who write first, then everyone by name', () => {
    expect(namesIn([at(2, 8), at(1, 8), at(3, 8, true)])).toEqual(['Cora types', 'Ana', 'Ben']);
  });

  it('counts somebody with two windows once, as writing where one of them writes', () => {
    expect(namesIn([at(1, 8, true), at(1, 8), at(1, 9)])).toEqual(['Ana types']);
  });

  it('leaves out who is nowhere, elsewhere, or not known', () => {
    expect(namesIn([at(1, null), at(2, 9), at(7, 8)])).toEqual([]);
  });
});
