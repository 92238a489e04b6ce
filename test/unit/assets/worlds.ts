import { northwindSupply } from '../../../assets/sample/northwind.ts';
import type {
  SampleConversation,
  SampleCustomer,
  SampleMessage,
  SampleWorld,
} from '../../../assets/sample/world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

interface Case {
  readonly name: string;
  readonly now: number;
  readonly world: SampleWorld;
}

function caseOf(name: string, now: number, seed: number): Case {
  return { name, now, world: northwindSupply({ now, seed }) };
}

/** The sample at hours that differ in what is business time where, and with other choices. */
export const WORLDS: readonly Case[] = [
  caseOf('on a Tuesday morning', Date.UTC(2026, 10, 24, 9, 30), 1),
  caseOf('on a Sunday night', Date.UTC(2026, 10, 22, 23, 41, 7, 331), 1),
  caseOf('when clocks change', Date.UTC(2027, 2, 28, 1, 0), 7),
  caseOf('on New Year', Date.UTC(2027, 0, 1, 15, 20) + 0.25, 23),
];

/** A message with what is around it. */
interface Placed {
  readonly customer: SampleCustomer;
  readonly conversation: SampleConversation;
  readonly message: SampleMessage;
  readonly before: readonly SampleMessage[];
}

/** All messages of a world. */
export function messagesOf(world: SampleWorld): readonly Placed[] {
  const customers = new Map(world.customers.map((customer) => [customer.key, customer]));
  return world.conversations.flatMap((conversation) => {
    const customer = customers.get(conversation.customerKey);
    if (customer === undefined) throw new Error(`Nobody is ${conversation.customerKey}.`);
    return conversation.messages.map((message, index) => ({
      customer,
      conversation,
      message,
      before: conversation.messages.slice(0, index),
    }));
  });
}

/** How a wrong message is told in a failed test. */
export function told({ conversation, message }: Placed): string {
  return `${conversation.customerKey} ${new Date(message.at).toISOString()} ${message.body ?? ''}`;
}
