import { LayoutTemplate, SendHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBootstrap } from '../../bridge/context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ClipButton } from '../attachments/clip-button.tsx';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import type { FilesBlock } from './text-check.ts';
import css from './text-composer.module.css';

export interface ComposerFootProps {
  readonly isSms: boolean;
  readonly isSendable: boolean;
  /** Characters left; null: nobody needs to know. */
  readonly left: number | null;
  readonly countId: string;
  readonly filesBlock: FilesBlock;
  readonly isEmojiOpen: boolean;
  readonly onEmojiOpen: (open: boolean) => void;
  readonly onEmoji: (emoji: string) => void;
  /** The button of the canned replies. */
  readonly canned: ReactNode;
  /** What it would cost. */
  readonly price: ReactNode;
  /** The first place of a canned reply that is still to be filled; null: there is none. */
  readonly openPlace: string | null;
  /** The menu by which it goes out later. */
  readonly later: ReactNode;
  readonly onPick: (files: readonly File[]) => void;
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

/** What stands under the text: what can be put in, what it costs, and sending. */
export function ComposerFoot(props: ComposerFootProps) {
  const { t } = useTranslation('composer');
  const { settings } = useBootstrap();
  const { isSms, filesBlock } = props;
  return (
    <div className={css['foot']}>
      <ClipButton isSupported={!isSms} onPick={props.onPick} />
      <EmojiButton
        isOpen={props.isEmojiOpen}
        onOpenChange={props.onEmojiOpen}
        onEmoji={props.onEmoji}
      />
      {props.canned}
      {props.onTemplates === null ? null : (
        <IconButton
          label={t('template')}
          icon={<LayoutTemplate size={16} aria-hidden />}
          onPress={props.onTemplates}
        />
      )}
      <span className={css['space']} />
      <CharacterCount left={props.left} id={props.countId} />
      {props.openPlace === null ? null : (
        <span className={css['cost']} role="status">
          {t('openPlace', { place: props.openPlace })}
        </span>
      )}
      {props.openPlace !== null ? null : filesBlock === null ? (
        <span className={css['cost']}>{props.price}</span>
      ) : (
        <span className={css['cost']} role="status">
          {t(`files.${filesBlock}`)}
        </span>
      )}
      {props.later}
      <IconButton
        label={t('send')}
        shortcut={settings.sendWith === 'enter' ? 'Enter' : 'Mod+Enter'}
        className={css['send'] ?? ''}
        isDisabled={!props.isSendable}
        icon={<SendHorizontal size={16} aria-hidden />}
        onPress={props.onSend}
      />
    </div>
  );
}
