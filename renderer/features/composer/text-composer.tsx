import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { isApple } from '../../ui/shortcut-keys.ts';
import { AttachmentChips } from '../attachments/attachment-chips.tsx';
import { pastedFiles } from '../attachments/pasted-files.ts';
import { PickFaults } from '../attachments/pick-faults.tsx';
import type { Attachments } from '../attachments/use-attachments.ts';
import { smsSegments } from '../../../shared/domain/sms/segments.ts';
import { PriceHint } from '../spend/price-hint.tsx';
import { openPlaces } from '../../../shared/domain/canned-reply/fill.ts';
import { CannedButton } from '../canned/canned-button.tsx';
import { useCanned } from '../canned/use-canned.ts';
import { useReportTyping } from '../presence/use-report-presence.ts';
import { SendLaterMenu } from '../scheduled/send-later-menu.tsx';
import { ComposerFoot } from './composer-foot.tsx';
import { GrowingText, type GrowingTextHandle } from './growing-text.tsx';
import { ReplyQuote } from './reply-quote.tsx';
import { isSendKey, keyOf } from './send-key.ts';
import { checkDraft, filesBlock } from './text-check.ts';
import css from './text-composer.module.css';
import type { DraftControl } from './use-draft.ts';

export interface TextComposerProps {
  readonly view: ConversationView;
  readonly draft: Draft;
  readonly control: DraftControl;
  readonly attachments: Attachments;
  readonly onSend: () => void;
  /** @param at ms on the relay's clock */
  readonly onSendLater: (at: number) => void;
  /** Opens the template picker; null where the channel has no templates. */
  readonly onTemplates: (() => void) | null;
}

/** The freeform composer: one to eight lines, files, and what it says and does about them. */
export function TextComposer(props: TextComposerProps) {
  const { t } = useTranslation('composer');
  const { settings } = useBootstrap();
  const { view, draft, control, attachments } = props;
  const { conversation, contact } = view;
  const countId = useId();
  const field = useRef<GrowingTextHandle>(null);
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  const reportTyping = useReportTyping(conversation.id);
  const canned = useCanned({ field, text: draft.text, onText: setText });
  const block = filesBlock(attachments.uploads);
  const { sendable, left } = checkDraft(draft, block);
  const isSms = conversation.channel === 'sms';
  const isOver = left !== null && left < 0;

  function setText(text: string) {
    control.change((now) => ({ ...now, text }));
    reportTyping(text.trim() !== '');
  }

  function send() {
    if (!sendable) return;
    reportTyping(false);
    props.onSend();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const press = { ...keyOf(event), isComposing: event.nativeEvent.isComposing };
    const mod = isApple(navigator.platform) ? event.metaKey : event.ctrlKey;
    if (canned.opensBy(event)) {
      event.preventDefault();
    } else if (isSendKey(press, settings.sendWith)) {
      event.preventDefault();
      send();
    } else if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'e') {
      event.preventDefault();
      setEmojiOpen(true);
    }
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  }

  return (
    <>
      <PickFaults faults={attachments.faults} onDismiss={attachments.dismissFaults} />
      <div className={css['composer']} data-invalid={isOver}>
        {draft.repliesToId === null ? null : (
          <ReplyQuote
            id={draft.repliesToId}
            onRemove={() => control.change((now) => ({ ...now, repliesToId: null }))}
          />
        )}
        <AttachmentChips attached={draft.attachments} attachments={attachments} />
        <GrowingText
          ref={field}
          label={t('label')}
          value={draft.text}
          placeholder={t(isSms ? 'placeholderSms' : 'placeholder', { name: contact.name })}
          describedBy={left === null ? undefined : countId}
          isInvalid={isOver}
          onChange={setText}
          onBlur={control.flush}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <ComposerFoot
          isSms={isSms}
          isSendable={sendable}
          left={left}
          countId={countId}
          filesBlock={block}
          isEmojiOpen={isEmojiOpen}
          onEmojiOpen={setEmojiOpen}
          onEmoji={(emoji) => {
            field.current?.insert(emoji);
            setEmojiOpen(false);
            requestAnimationFrame(() => field.current?.focus());
          }}
          canned={<CannedButton view={view} {...canned.button} />}
          price={
            <PriceHint
              conversationId={conversation.id}
              templateId={null}
              segments={isSms ? smsSegments(draft.text) : 1}
              otherwise={t(isSms ? 'cost.sms' : 'cost.inside')}
            />
          }
          openPlace={openPlaces(draft.text)[0]?.text ?? null}
          onPick={(files) => {
            attachments.add(files);
            field.current?.focus();
          }}
          later={
            <SendLaterMenu
              isDisabled={!sendable || draft.attachments.length > 0}
              onPick={(at) => {
                reportTyping(false);
                props.onSendLater(at);
              }}
            />
          }
          onSend={send}
          onTemplates={props.onTemplates}
        />
      </div>
    </>
  );
}
