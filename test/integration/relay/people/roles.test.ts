import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { COMMANDS, isCommandName } from '../../../../shared/contract/commands.ts';
import { isReadName, READS } from '../../../../shared/contract/reads.ts';
import { type Role, role as roles } from '../../../../shared/contract/records.ts';
import { mayAsk, mayGive } from '../../../../shared/contract/roles.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { addSignedIn } from '../../../support/relay/people.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

/* The matrix of roles, walked: every command and read, by somebody of every role, at the relay
 * itself. What the role allows fails for another reason, as its input is empty. */

const NAMES = Object.keys({ ...COMMANDS, ...READS });

async function oneOfEachRole() {
  const relay = await runningRelay();
  const owner = await connectDesktop(relay.url, await signIn(relay.url));
  const tenantId = owner.welcome.tenant.id;
  const desks = new Map<Role, typeof owner>([['owner', owner]]);
  for (const role of roles.options.filter((one) => one !== 'owner')) {
    const { token } = await addSignedIn(relay, tenantId, role);
    desks.set(role, await connectDesktop(relay.url, token));
  }
  return { relay, desks };
}

test('what a role does not allow is refused at the relay, whatever a client shows', async () => {
  const { desks } = await oneOfEachRole();
  for (const [role, { socket }] of desks) {
    for (const name of NAMES) {
      const isCommand = isCommandName(name);
      const may = isCommand ? mayGive(role, name) : isReadName(name) && mayAsk(role, name);
      const said: unknown = isCommand
        ? await socket.emitWithAck('command', { id: randomUUID(), name, input: {} })
        : await socket.emitWithAck('ask', { name, input: {} });
      const refused = JSON.stringify(said).includes('"not_allowed"');
      expect([role, name, refused]).toEqual([role, name, !may]);
    }
  }
});

test('an owner may do everything, and every role something', () => {
  for (const name of NAMES) {
    const may = isCommandName(name)
      ? mayGive('owner', name)
      : isReadName(name) && mayAsk('owner', name);
    expect([name, may]).toEqual([name, true]);
  }
  expect(mayGive('agent', 'message.sendText')).toBe(true);
  expect(mayGive('agent', 'tag.save')).toBe(false);
});
