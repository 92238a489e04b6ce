import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import css from './copyable.module.css';

export interface CopyableProps {
  readonly shown: string;
  /** What is copied. */
  readonly text: string;
  /** The name of the button. */
  readonly label: string;
}

/** A value that can be selected, and copied by its button. */
export function Copyable(props: CopyableProps) {
  const { t } = useTranslation('contact');
  function copy() {
    navigator.clipboard.writeText(props.text).then(
      () => announce(t('copied')),
      () => announceFailure(t('copyFailed'), t('copyFailedNext')),
    );
  }
  return (
    <span className={css['copyable']}>
      <bdi className={css['text']} title={props.shown}>
        {props.shown}
      </bdi>
      <span className={css['button']}>
        <IconButton
          size="small"
          label={props.label}
          icon={<Copy size={16} aria-hidden />}
          onPress={copy}
        />
      </span>
    </span>
  );
}
