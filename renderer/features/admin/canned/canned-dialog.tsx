import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_CANNED_TEXT, SHORTCUT } from '../../../../shared/contract/commands/team.ts';
import { cannedReplyId } from '../../../../shared/contract/ids.ts';
import type { CannedReplyRecord } from '../../../../shared/contract/records.ts';
import { CANNED_PLACES, unknownPlaces } from '../../../../shared/domain/canned-reply/fill.ts';
import { useGive, useRecords } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { insertAt } from '../../composer/insert-at.ts';
import css from './canned-dialog.module.css';

const CHANNELS = ['every', 'whatsapp', 'sms'] as const;

export interface CannedDialogProps {
  /** Null: a new one. */
  readonly reply: CannedReplyRecord | null;
  readonly onClose: () => void;
}

/** What a canned reply is called, by what it is had, and its text with places. */
export function CannedDialog(props: CannedDialogProps) {
  const { reply, onClose } = props;
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const others = useRecords('cannedReply').filter(({ id }) => id !== reply?.id);
  const save = useGive('cannedReply.save');
  const [title, setTitle] = useState(reply?.title ?? '');
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>(reply?.channel ?? 'every');
  const field = useRef<HTMLTextAreaElement>(null);
  const [textId, hintId] = [useId(), useId()];
  const wanted = shortcut.trim().replace(/^\//, '').toLowerCase();
  const isTaken = others.some((one) => !one.archived && one.shortcut === wanted);
  const isForm = wanted === '' || SHORTCUT.test(wanted);
  const unknown = unknownPlaces(text);
  const isReady =
    title.trim() !== '' &&
    wanted !== '' &&
    isForm &&
    !isTaken &&
    text.trim() !== '' &&
    unknown.length === 0;
  const give = (archived: boolean, said: string) =>
    save.mutate(
      {
        cannedReplyId: reply?.id ?? cannedReplyId.parse(crypto.randomUUID()),
        title: title.trim(),
        shortcut: wanted,
        text,
        channel: channel === 'every' ? null : channel,
        archived,
      },
      {
        onSuccess: () => {
          announce(t(said, { name: title.trim() }));
          onClose();
        },
      },
    );
  const insert = (place: string) => {
    const element = field.current;
    if (element === null) return;
    const { selectionStart, selectionEnd } = element;
    const next = insertAt(text, selectionStart, selectionEnd, `{{${place}}}`);
    setText(next.text.slice(0, MAX_CANNED_TEXT));
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const refused = save.error === null ? null : wordsOf(save.error.refusal);
  return (
    <Dialog
      title={t(reply === null ? 'canned.new' : 'canned.edit')}
      isOpen
      onClose={onClose}
      actions={
        <>
          {reply === null ? null : (
            <Button
              variant="quiet"
              isDisabled={!isReady}
              onPress={() =>
                give(!reply.archived, reply.archived ? 'canned.backSaid' : 'canned.archiveSaid')
              }
            >
              {t(reply.archived ? 'canned.back' : 'canned.archive')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={!isReady}
            isBusy={save.isPending}
            onPress={() => give(reply?.archived ?? false, 'canned.saved')}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <div className={css['names']}>
          <TextField
            label={t('canned.name')}
            value={title}
            onChange={(value) => setTitle(value.slice(0, 80))}
            autoFocus
          />
          <TextField
            label={t('canned.shortcut')}
            value={shortcut}
            onChange={(value) => setShortcut(value.slice(0, 33))}
            error={isTaken ? t('canned.taken') : isForm ? null : t('canned.badShortcut')}
            description={t('canned.shortcutHint')}
          />
        </div>
        <div className={css['area']}>
          <label htmlFor={textId} className={css['label']}>
            {t('canned.text')}
          </label>
          <textarea
            ref={field}
            id={textId}
            className={css['text']}
            dir="auto"
            rows={6}
            maxLength={MAX_CANNED_TEXT}
            aria-describedby={hintId}
            aria-invalid={unknown.length > 0}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <p id={hintId} className={css['hint']} data-wrong={unknown.length > 0}>
            {unknown.length > 0
              ? t('canned.unknown', { places: unknown.join(', ') })
              : t('canned.textHint')}
          </p>
          <div className={css['places']} role="group" aria-label={t('canned.insert')}>
            {CANNED_PLACES.map((place) => (
              <Button key={place} size="small" onPress={() => insert(place)}>
                {t(`canned.places.${place}`)}
              </Button>
            ))}
          </div>
        </div>
        <Choice
          label={t('canned.channel')}
          value={channel}
          onChange={setChannel}
          options={CHANNELS.map((value) => ({ value, label: t(`canned.channels.${value}`) }))}
        />
        {refused === null ? null : (
          <p role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
      </div>
    </Dialog>
  );
}
