import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ContactRecord,
  MessageRecord,
  SenderRecord,
} from '../../../shared/contract/records.ts';
import { useBridgeQuery, useSession } from '../../bridge/context.tsx';

/** Who wrote a message, by name. */
export function useNameOf(
  contact: ContactRecord,
  sender: SenderRecord,
): (message: MessageRecord) => string {
  const { t } = useTranslation('conversation');
  const { person: me } = useSession();
  const { data } = useBridgeQuery('people.list', {});
  return useCallback(
    ({ author }) => {
      if (author.kind === 'contact') return contact.name;
      if (author.kind === 'assistant') return t('assistant');
      // What a program sends, such as an order's confirmation, the business says.
      if (author.kind === 'system') return sender.displayName;
      if (author.personId === me.id) return me.name;
      const person = data?.people.find((one) => one.id === author.personId);
      // Written by somebody who is no longer known, or by a program of the company.
      return person?.name ?? sender.displayName;
    },
    [contact.name, data, me, sender.displayName, t],
  );
}
