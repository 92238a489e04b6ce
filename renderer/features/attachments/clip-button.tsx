import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_TYPES } from '../../../shared/domain/attachment/limits.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import css from './clip-button.module.css';
import { useLimitWords } from './use-limit-words.ts';

/** What the file dialog offers first; anything else can still be picked, and is checked. */
const OFFERED = Object.keys(ATTACHMENT_TYPES).join(',');

/** The button that picks files; where the channel takes none, the sign that says why. */
export function ClipButton(props: {
  readonly isSupported: boolean;
  readonly onPick: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation('attachments');
  const limits = useLimitWords();
  const input = useRef<HTMLInputElement>(null);
  if (!props.isSupported) {
    return (
      <Hint text={t('notBySms')} className={css['off'] ?? ''}>
        <Paperclip size={16} aria-hidden />
      </Hint>
    );
  }
  return (
    <>
      <IconButton
        label={t('attach', { limits })}
        icon={<Paperclip size={16} aria-hidden />}
        onPress={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={OFFERED}
        onChange={({ currentTarget }) => {
          props.onPick(Array.from(currentTarget.files ?? []));
          // The same file can be picked again after it was taken out.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
