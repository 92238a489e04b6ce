import type { Address } from '../../providers/provider.ts';

/** By what somebody who wrote can be found. */
export function addressesOf({ phone, whatsappUserId }: Address): readonly string[] {
  return [phone, whatsappUserId].filter((address) => address !== null);
}
