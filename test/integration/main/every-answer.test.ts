import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { BRIDGE_CALLS, isBridgeCall } from '../../../shared/contract/bridge.ts';
import { answerOf } from '../../../shared/contract/errors.ts';
import { SAMPLES } from '../../contract/samples.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

/* Law 12 on this side: whatever a page asks, and however, it gets an answer: a value, or a
 * refusal of the closed list with a sentence and a next step. Never a fault of the core. */

const NAMES = Object.keys(BRIDGE_CALLS)
  .filter(isBridgeCall)
  // They change who is asked.
  .filter((name) => !name.startsWith('session.'));
const answer = answerOf(z.unknown());

it('answers every call of a page, whatever is in it', async () => {
  const world = await scriptedWorld();
  const core = await world.signedIn();
  const ids = [world.conversation.id, world.message.id, world.contact.id, world.template.id];
  const value = fc.oneof(fc.constantFrom(...ids), fc.jsonValue({ maxDepth: 2 }));
  const request = fc.constantFrom(...NAMES).chain((name) => {
    const sample: object = SAMPLES[name].input;
    const keys = Object.keys(sample);
    const changed =
      keys.length === 0
        ? fc.constant(sample)
        : fc
            .dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length })
            .map((parts): object => Object.assign(structuredClone(sample), parts));
    return fc.record({
      name: fc.constant(name),
      input: fc.oneof(changed, fc.constant(sample), value),
    });
  });
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const parsed = answer.safeParse(await core.app.call(asked));
      expect(parsed.success).toBe(true);
      if (!parsed.success) return;
      codes.add(parsed.data.ok ? 'ok' : parsed.data.refusal.code);
    }),
    { numRuns: 600 },
  );
  expect(codes).toContain('ok');
  expect(codes).toContain('invalid_input');
  expect(codes).toContain('conversation_not_found');
  expect(codes).not.toContain('internal');
  expect(core.log.filter(({ event }) => event === 'call.failed')).toStrictEqual([]);
});
