import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { useBridge } from '../../bridge/context.tsx';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import type { ComposerHandle } from '../composer/composer-dock.tsx';
import { refusalOf } from '../composer/refusal-of.ts';
import { putBack } from '../composer/put-back.ts';
import type { DraftControl } from '../composer/use-draft.ts';
import type { ConversationScope } from './conversation-context.tsx';
import type { Jump } from './list/message-list.tsx';
import type { Messages } from './messages/use-messages.ts';
import { mustBeTakenBack, type NextAction } from './model/next-action.ts';

export interface MessageActionDeps {
  readonly view: ConversationView;
  readonly messages: Messages;
  readonly draft: DraftControl;
  readonly composer: RefObject<ComposerHandle | null>;
  readonly setJump: (jump: Jump) => void;
}

function refused(cause: unknown): void {
  const { what, next } = refusalOf(cause);
  announceFailure(what, next);
}

/** What can be done with a single message. */
export function useMessageActions(
  deps: MessageActionDeps,
): Pick<ConversationScope, 'reply' | 'copy' | 'jump' | 'act' | 'decide'> {
  const { t } = useTranslation('conversation');
  const client = useBridge();
  const { messages, draft, composer, setJump } = deps;

  function copy(message: MessageRecord) {
    const text = message.body ?? message.button?.text;
    if (text === undefined) return;
    navigator.clipboard.writeText(text).then(
      () => announce(t('copied')),
      () => announceFailure(t('copyFailed'), t('copyFailedNext')),
    );
  }

  /** The text must not go out by itself any more when it is used elsewhere. */
  function takeBack(message: MessageRecord) {
    if (!mustBeTakenBack(message)) return;
    client.call('message.cancel', { messageId: message.id }).catch(refused);
  }

  function restoreText(message: MessageRecord) {
    if (message.kind !== 'template') draft.change((now) => putBack(now, message));
    takeBack(message);
  }

  function fillAgain(message: MessageRecord) {
    const { template } = message;
    const templateId = template?.templateId ?? null;
    if (template !== null && templateId !== null) {
      const { variables } = template;
      draft.change((now) => ({ ...now, template: { templateId, variables } }));
    }
    takeBack(message);
    composer.current?.openTemplates();
  }

  function act(action: NextAction, message: MessageRecord) {
    switch (action) {
      case 'send_template':
        restoreText(message);
        composer.current?.openTemplates();
        return;
      case 'fill_template':
        fillAgain(message);
        return;
      case 'edit_again':
        restoreText(message);
        composer.current?.focus();
        return;
      case 'cancel':
        client.call('message.cancel', { messageId: message.id }).catch(refused);
        return;
      case 'copy_text':
        copy(message);
        return;
      case 'decide':
      case 'none':
        return;
    }
  }

  async function jump(id: MessageId) {
    if (await messages.reach(id)) setJump({ to: id });
    else announceFailure(t('quote.notFound'), t('quote.notFoundNext'));
  }

  return {
    copy,
    act,
    jump: (id) => void jump(id),
    reply: (message) => {
      draft.change((now) => ({ ...now, repliesToId: message.id }));
      composer.current?.focus();
    },
    decide: (message, wentOut) => {
      client.call('message.decide', { messageId: message.id, wentOut }).catch(refused);
    },
  };
}
