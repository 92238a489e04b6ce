import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
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
import { useTakingBack } from './use-taking-back.ts';

export interface MessageActionDeps {
  readonly view: ConversationView;
  readonly messages: Messages;
  readonly draft: DraftControl;
  readonly composer: RefObject<ComposerHandle | null>;
  readonly setJump: (jump: Jump) => void;
}

export interface MessageActions extends Pick<
  ConversationScope,
  'reply' | 'copy' | 'jump' | 'act' | 'edit' | 'decide'
> {
  /** Shows a message, or says why not; settles when that is done. */
  readonly reach: (id: MessageId) => Promise<void>;
}

/** Whether something is filled into another template, which must not be lost. */
function isFillingAnother({ template }: Draft, message: MessageRecord): boolean {
  if (template === null || template.templateId === message.template?.templateId) return false;
  return Object.values(template.variables).some((value) => value.trim() !== '');
}

function refused(cause: unknown): void {
  const { what, next } = refusalOf(cause);
  announceFailure(what, next);
}

/** What can be done with a single message. */
export function useMessageActions(deps: MessageActionDeps): MessageActions {
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
    if (isFillingAnother(draft.read(), message)) {
      announceFailure(t('taken.filling'), t('taken.fillingNext'));
      return;
    }
    const { template } = message;
    const templateId = template?.templateId ?? null;
    if (template !== null && templateId !== null) {
      const { variables } = template;
      draft.change((now) => ({ ...now, template: { templateId, variables } }));
    }
    takeBack(message);
    composer.current?.openTemplates();
  }

  /** Puts what a message was made of where it can be sent from again. */
  function putBackAll(message: MessageRecord) {
    if (message.kind === 'template') {
      fillAgain(message);
      return;
    }
    restoreText(message);
    composer.current?.focus();
  }

  const waitFor = useTakingBack({
    messages: messages.stretch?.messages ?? null,
    onBack: putBackAll,
    onLate: () => announceFailure(t('taken.late'), t('taken.lateNext')),
  });

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

  async function reach(id: MessageId) {
    try {
      await messages.reach(id);
      setJump({ to: id });
    } catch (cause) {
      const { code, what, next } = refusalOf(cause);
      if (code === 'message_not_found') {
        announceFailure(t('quote.notFound'), t('quote.notFoundNext'));
      } else announceFailure(what, next);
    }
  }

  return {
    copy,
    act,
    reach,
    jump: (id) => void reach(id),
    reply: (message) => {
      draft.change((now) => ({ ...now, repliesToId: message.id }));
      composer.current?.focus();
    },
    edit: (message) => {
      waitFor(message.id);
      client.call('message.cancel', { messageId: message.id }).catch(refused);
    },
    decide: (message, wentOut) => {
      const decided = client.call('message.decide', { messageId: message.id, wentOut });
      decided.then(wentOut ? undefined : () => putBackAll(message), refused);
    },
  };
}
