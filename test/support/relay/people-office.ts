import { randomUUID } from 'node:crypto';
import { type CommandName, RESULT_SCHEMAS } from '../../../shared/contract/commands.ts';
import { READ_SCHEMAS, type ReadName, type ReadValue } from '../../../shared/contract/reads.ts';
import { connectDesktop, signIn } from './desktop.ts';
import {
  OWNER,
  PASSWORD,
  runningRelay,
  type TestRelay,
  type TestRelayOptions,
} from './running-relay.ts';

/** Somebody connected, as the screens for people use the relay. */
export async function office(relay: TestRelay, token: string) {
  const desktop = await connectDesktop(relay.url, token);
  return {
    desktop,
    tenantId: desktop.welcome.tenant.id,
    me: desktop.welcome.person.id,
    /** `accepted`, or the code of the refusal. */
    give: async (name: CommandName, input: object): Promise<string> => {
      const said = await desktop.call('command', { id: randomUUID(), name, input });
      return said.ok ? said.value.outcome : said.refusal.code;
    },
    link: async (name: 'person.invite' | 'person.resetLink', input: object) => {
      const said = await desktop.call('command', { id: randomUUID(), name, input });
      if (!said.ok) throw new Error(said.refusal.code);
      return RESULT_SCHEMAS[name]?.parse(said.value.result) ?? { link: '', mailed: false };
    },
    ask: async <N extends ReadName>(name: N, input: object): Promise<ReadValue<N>> => {
      const said = await desktop.call('ask', { name, input });
      if (!said.ok) throw new Error(said.refusal.code);
      return READ_SCHEMAS[name].value.parse(said.value.value);
    },
  };
}

/** A relay with its first owner at the desk. */
export async function ownersOffice(options: TestRelayOptions = {}) {
  const relay = await runningRelay(options);
  return { relay, ...(await office(relay, await signIn(relay.url, OWNER, PASSWORD))) };
}

/** The input of an invitation. */
export function inviting(email: string, role = 'agent') {
  return { invitationId: randomUUID(), email, name: 'Grace Hopper', role };
}

/** Fills the form of an invitation's page in. */
export function acceptAt(link: string, password: string, again = password): Promise<Response> {
  return fetch(link, { method: 'POST', body: new URLSearchParams({ password, again }) });
}
