import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord, MessageRecord } from '../../../shared/contract/records.ts';
import { useBootstrap, useSession } from '../../bridge/context.tsx';
import { useStable } from '../../ui/use-stable.ts';
import type { ConversationScope } from './conversation-context.tsx';
import { heldUpBy } from './model/waiting.ts';
import { useFormats } from './use-formats.ts';
import type { MessageActions } from './use-message-actions.ts';

export interface ScopeParts extends Pick<
  ConversationScope,
  'freeformOpen' | 'nameOf' | 'showPicture'
> {
  readonly contact: ContactRecord;
  readonly messages: readonly MessageRecord[];
  readonly actions: MessageActions;
}

/**
 * What surrounds the messages: the same object until something of it has changed, since every
 * message is drawn anew with it.
 */
export function useScope(parts: ScopeParts): ConversationScope {
  const { contact, messages, freeformOpen, nameOf, showPicture, actions } = parts;
  const { connection, mediaBase } = useBootstrap();
  const ownId = useSession().person.id;
  const { t } = useTranslation('conversation');
  const formats = useFormats();
  const online = connection.state === 'online';
  const reply = useStable(actions.reply);
  const copy = useStable(actions.copy);
  const jump = useStable(actions.jump);
  const act = useStable(actions.act);
  const edit = useStable(actions.edit);
  const decide = useStable(actions.decide);
  const held = useMemo(() => heldUpBy(messages), [messages]);
  return useMemo(
    () => ({
      held,
      contact,
      formats,
      t,
      mediaBase,
      ownId,
      freeformOpen,
      online,
      nameOf,
      showPicture,
      reply,
      copy,
      jump,
      act,
      edit,
      decide,
    }),
    [
      held,
      contact,
      formats,
      t,
      mediaBase,
      ownId,
      freeformOpen,
      online,
      nameOf,
      showPicture,
      reply,
      copy,
      jump,
      act,
      edit,
      decide,
    ],
  );
}
