import type { Channel, ContactIdentity } from '../../../shared/contract/records.ts';

/** A number or user id with the channels on which it is reached; in the order of the contact. */
export interface Reached {
  readonly address: string;
  readonly channels: readonly Channel[];
}

/** A contact's identities, each number once. */
export function channelsByAddress(identities: readonly ContactIdentity[]): readonly Reached[] {
  const found = new Map<string, Channel[]>();
  for (const { address, channel } of identities) {
    found.set(address, [...(found.get(address) ?? []), channel]);
  }
  return [...found].map(([address, channels]) => ({ address, channels }));
}
