import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cache } from '../../../../main/cache/cache.ts';
import { applyChanges } from '../../../../main/sync/apply.ts';
import type { Change } from '../../../../shared/contract/records.ts';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aMessage,
  aPerson,
  aSender,
  aTemplate,
  changeOf,
} from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_TOPICS, testCache } from '../../../support/test-cache.ts';

const sender = aSender();
const contact = aContact();
const person = aPerson();
const template = aTemplate();
const conversations = [aConversation(contact, sender), aConversation(contact, sender)];
const [first] = conversations;
const messages = conversations.flatMap(({ id }) => [aMessage(id), aMessage(id), aMessage(id)]);

/** A change of one of few things, so that they meet often. The number is given later. */
const someChange: fc.Arbitrary<(number: number) => Change> = fc
  .record({
    kind: fc.constantFrom('contact', 'person', 'template', 'conversation', 'message'),
    which: fc.nat(),
    text: fc.constantFrom('one', 'two', 'three'),
    later: fc.nat(3),
    removed: fc.boolean(),
  })
  .map(({ kind, which, text, later, removed }) => (number) => {
    const change = build(kind, which, text, later, number);
    return removed ? { ...change, record: null } : change;
  });

function build(kind: string, which: number, text: string, later: number, number: number): Change {
  const at = SOME_TIME + later;
  const conversation = conversations[which % conversations.length] ?? first;
  const message = messages[which % messages.length];
  if (conversation === undefined || message === undefined) throw new Error('no sample');
  switch (kind) {
    case 'contact':
      return changeOf.contact({ ...contact, name: text }, number);
    case 'person':
      return changeOf.person({ ...person, name: text }, number);
    case 'template':
      return changeOf.template({ ...template, body: text }, number);
    case 'conversation':
      return changeOf.conversation({ ...conversation, lastMessageAt: at }, number);
    default:
      return changeOf.message({ ...message, body: text, at }, number);
  }
}

/** All that the cache says of the sample things. */
function contents(cache: Cache): unknown {
  return {
    contact: cache.contacts.get(contact.id),
    person: cache.directory.get('person', person.id),
    template: cache.directory.get('template', template.id),
    conversations: conversations.map(({ id }) => cache.conversations.get(id)),
    messages: messages.map(({ id }) => cache.messages.get(id)),
    pages: conversations.map(({ id }) => cache.messages.page(id, null, null, 100)),
  };
}

describe('applying changes', () => {
  it('leaves the same however often, in whatever order and portions they come', async () => {
    const folder = await temporaryFolder();
    const inOrder = testCache({ folder });
    const mixed = testCache({ folder });
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(someChange, { minLength: 1, maxLength: 25 }).chain((makers) => {
          const changes = makers.map((make, index) => make(index + 1));
          const portions = fc.array(fc.tuple(fc.shuffledSubarray(changes, { minLength: 1 })), {
            maxLength: 4,
          });
          return fc.tuple(
            fc.constant(changes),
            portions,
            fc.shuffledSubarray(changes, { minLength: changes.length }),
          );
        }),
        ([changes, portions, all]) => {
          for (const cache of [inOrder, mixed]) cache.transaction(cache.clearRecords);
          for (const change of changes) applyChanges(inOrder, [change], NO_TOPICS);
          for (const [portion] of portions) {
            mixed.transaction(() => applyChanges(mixed, portion, NO_TOPICS));
          }
          applyChanges(mixed, all, NO_TOPICS);
          runs += 1;
          expect(contents(mixed)).toStrictEqual(contents(inOrder));
        },
      ),
      { numRuns: 60 },
    );
    expect(runs).toBeGreaterThanOrEqual(60);
  });

  it('never puts an older record over a newer one', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const newer = { ...contact, name: 'newer' };
    applyChanges(cache, [changeOf.contact(newer, 9)], NO_TOPICS);
    applyChanges(cache, [changeOf.contact({ ...contact, name: 'older' }, 8)], NO_TOPICS);
    applyChanges(cache, [changeOf.contact({ ...contact, name: 'same number' }, 9)], NO_TOPICS);
    expect(cache.contacts.get(contact.id)).toStrictEqual(newer);
  });

  it('does not bring a removed thing back by an older change', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    applyChanges(cache, [{ ...changeOf.contact(contact, 5), record: null }], NO_TOPICS);
    applyChanges(cache, [changeOf.contact(contact, 4)], NO_TOPICS);
    expect(cache.contacts.get(contact.id)).toBeNull();
    applyChanges(cache, [changeOf.contact(contact, 6)], NO_TOPICS);
    expect(cache.contacts.get(contact.id)).toStrictEqual(contact);
  });

  it("puts the relay's record of a message in the place of the one that was made here", async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const [{ id }] = [aConversation(contact, sender)];
    const mine = aMessage(id, { direction: 'outbound', status: 'queued', at: SOME_TIME });
    cache.messages.put(mine, 0);
    const theirs = { ...mine, status: 'sending' as const, at: SOME_TIME + 40 };
    applyChanges(cache, [changeOf.message(theirs, 1)], NO_TOPICS);
    expect(cache.messages.page(id, null, null, 10)).toStrictEqual([theirs]);
    expect(cache.messages.isMadeHere(mine.id)).toBe(false);
  });

  it('says which messages are new', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const message = aMessage(aConversation(contact, sender).id);
    const change = changeOf.message(message, 3);
    expect(applyChanges(cache, [change], NO_TOPICS).messages).toStrictEqual([message]);
    expect(applyChanges(cache, [change], NO_TOPICS).messages).toStrictEqual([]);
  });
});
