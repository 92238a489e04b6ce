import { LayoutTemplate, SendHorizontal } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { GrowingText } from './growing-text.tsx';
import { ReplyQuote } from './reply-quote.tsx';
import { isSendKey } from './send-key.ts';
import { checkText } from './text-check.ts';
import css from './text-composer.module.css';
import type { DraftControl } from './use-draft.ts';

export interface TextComposerProps {
  readonly view: ConversationView;
  readonly draft: Draft;
  readonly control: DraftControl;
  readonly onSend: () => void;
  /** Opens the template picker; null where the channel has no templates. */
  readonly onTemplates: (() => void) | null;
}

function CharacterCount(props: { readonly left: number | null; readonly id: string }) {
  const { t } = useTranslation('composer');
  const { left } = props;
  if (left === null) return null;
  return (
    <span id={props.id} className={css['count']} data-over={left < 0} role="status">
      {left < 0 ? t('tooMany', { count: -left }) : t('charactersLeft', { count: left })}
    </span>
  );
}

/** The freeform composer: one to eight lines, and what it says and does about them. */
export function TextComposer(props: TextComposerProps) {
  const { t } = useTranslation('composer');
  const { settings } = useBootstrap();
  const { view, draft, control } = props;
  const { conversation, contact } = view;
  const countId = useId();
  const { sendable, left } = checkText(draft.text);
  const isSms = conversation.channel === 'sms';
  const setText = (text: string) => control.change((now) => ({ ...now, text }));

  function send() {
    if (sendable) props.onSend();
  }

  return (
    <div className={css['composer']} data-invalid={left !== null && left < 0}>
      {draft.repliesToId === null ? null : (
        <ReplyQuote
          id={draft.repliesToId}
          onRemove={() => control.change((now) => ({ ...now, repliesToId: null }))}
        />
      )}
      <GrowingText
        label={t('label')}
        value={draft.text}
        placeholder={t(isSms ? 'placeholderSms' : 'placeholder', { name: contact.name })}
        describedBy={left === null ? undefined : countId}
        isInvalid={left !== null && left < 0}
        onChange={setText}
        onBlur={control.flush}
        onKeyDown={(event) => {
          if (
            isSendKey(
              { ...keyOf(event), isComposing: event.nativeEvent.isComposing },
              settings.sendWith,
            )
          ) {
            event.preventDefault();
            send();
          }
        }}
      />
      <div className={css['foot']}>
        {props.onTemplates === null ? null : (
          <IconButton
            label={t('template')}
            icon={<LayoutTemplate size={16} aria-hidden />}
            onPress={props.onTemplates}
          />
        )}
        <span className={css['space']} />
        <CharacterCount left={left} id={countId} />
        <span className={css['cost']}>{t(isSms ? 'cost.sms' : 'cost.inside')}</span>
        <IconButton
          label={t('send')}
          shortcut={settings.sendWith === 'enter' ? 'Enter' : 'Mod+Enter'}
          className={css['send'] ?? ''}
          isDisabled={!sendable}
          icon={<SendHorizontal size={16} aria-hidden />}
          onPress={send}
        />
      </div>
    </div>
  );
}

function keyOf(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly keyCode: number;
}) {
  const { key, shiftKey, altKey, ctrlKey, metaKey, keyCode } = event;
  return { key, shiftKey, altKey, ctrlKey, metaKey, keyCode };
}
