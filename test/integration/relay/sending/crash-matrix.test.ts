import { describe, expect, it, onTestFinished } from 'vitest';
import type { Failpoint } from '../../../../relay/services/sending/failpoints.ts';
import type { FaultRequest } from '../../../../simulator/simulator.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import { stored } from '../../../support/sending-model/sending-world.ts';
import {
  type SimulatedStage,
  simulatedStage,
} from '../../../support/sending-model/simulated-stage.ts';

const PLACES: readonly Failpoint[] = [
  'after_claim',
  'after_commit',
  'request_sent',
  'response_read',
];

const FAULTS: Readonly<Record<string, FaultRequest | null>> = {
  'no fault': null,
  '429': { kind: 'too-many-requests', next: 2 },
  'an error before acceptance': { kind: 'error-before', next: 2 },
  'an error after acceptance': { kind: 'error-after', next: 2 },
  'a reset before acceptance': { kind: 'timeout-before', how: 'reset', next: 2 },
  'a reset after acceptance': { kind: 'timeout-after', how: 'reset', next: 2 },
  'no callbacks': { kind: 'lose', callbacks: 'status', next: 1000 },
};

/** Two customers to whom three messages each are written, the relay dying at a place. */
async function scene(stage: SimulatedStage, place: Failpoint): Promise<MessageId[]> {
  const conversations = [
    await stage.customer('+447700900101'),
    await stage.customer('+447700900102'),
  ];
  const ids: MessageId[] = [];
  const writeAll = async (conversation: ConversationId): Promise<void> => {
    for (const body of ['first', 'second', 'ok']) {
      const { relay, isDead } = stage.mortal();
      if (isDead()) await stage.revive();
      ids.push(await relay.write(conversation, body));
    }
  };
  // All are queued before anything is sent, so that the relay dies with work waiting.
  await stage.mortal().relay.stop();
  for (const conversation of conversations) await writeAll(conversation);
  await stage.revive();
  stage.mortal().dieAt(place);
  await stage.mortal().relay.idle();
  expect(stage.mortal().isDead()).toBe(true);
  return ids;
}

async function toTheEnd(stage: SimulatedStage): Promise<void> {
  // A minute for what is in doubt, for each message in a row, and time to be read.
  for (let step = 0; step < 16; step += 1) {
    if (stage.mortal().isDead()) await stage.revive();
    await stage.pass(16_000);
  }
  await stage.simulator.settled();
}

describe.each(PLACES)('a relay that dies %s', (place) => {
  it.each(Object.keys(FAULTS))(
    'leaves each message in one state, sent at most once: %s',
    async (name) => {
      const stage = await simulatedStage(onTestFinished);
      const { faults } = stage.simulator;
      const fault = FAULTS[name];
      const untold = fault?.kind === 'lose';
      if (fault) faults.set(fault);
      faults.set({ kind: 'duplicate', probability: 0.4, seed: 7, callbacks: 'status' });
      faults.set({ kind: 'reorder', probability: 0.4, seed: 8, callbacks: 'status' });
      const ids = await scene(stage, place);
      await toTheEnd(stage);

      const taken = stage.taken();
      const rows = await Promise.all(ids.map((id) => stored(stage.world, id)));
      const tokens = taken.map(({ token }) => token);
      expect(new Set(tokens).size).toBe(tokens.length);
      // What the provider has is shown as the provider has it, and nothing else is.
      for (const row of rows) {
        const there = taken.find(({ token }) => token === row.token);
        // Without callbacks the books alone have told that it is there.
        const status = untold && row.state === 'accepted' ? there?.status : row.status;
        expect(['ended', 'unconfirmed', ...(untold ? ['accepted'] : [])]).toContain(row.state);
        expect({ sid: row.provider_sid, status }).toEqual(
          there === undefined
            ? { sid: null, status: 'unconfirmed' }
            : { sid: there.sid, status: there.status },
        );
      }
      // In each conversation in the order in which they were written.
      for (const to of new Set(taken.map((send) => send.to))) {
        const order = taken.filter((send) => send.to === to).map(({ body }) => body);
        expect(order).toEqual(['first', 'second', 'ok'].filter((body) => order.includes(body)));
      }
      // In flight were two at the crash, and two whose answer a fault took.
      const unconfirmed = rows.filter(({ state }) => state === 'unconfirmed').length;
      expect(unconfirmed).toBeLessThanOrEqual(4);
      expect(taken.length).toBe(rows.length - unconfirmed);
    },
  );
});
