import { parsePhone } from '../../../shared/domain/contact/phone.ts';
import { useRecords } from '../../bridge/records.ts';

/** The country of numbers without a country code, as the relay has it: the first sender's. */
export function useHome(): string | null {
  const [sender] = useRecords('sender');
  return sender === undefined ? null : (parsePhone(sender.address, null)?.country ?? null);
}
