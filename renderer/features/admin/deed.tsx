import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import css from './admin-form.module.css';

export interface DeedProps {
  readonly what: string;
  /** What comes of it; or why it cannot be done. */
  readonly why: string;
  readonly action: string;
  readonly isDisabled?: boolean;
  readonly isBusy: boolean;
  /** It takes something away: it is asked once more. */
  readonly isGrave?: boolean;
  readonly onDo: () => void;
}

/** One thing that can be done, what comes of it, and its button. */
export function Deed(props: DeedProps) {
  const { t } = useTranslation('admin');
  const [isAsked, setAsked] = useState(false);
  const press = () => {
    if (props.isGrave === true && !isAsked) {
      setAsked(true);
      return;
    }
    setAsked(false);
    props.onDo();
  };
  return (
    <div className={css['deed']}>
      <div className={css['words']}>
        <p className={css['what']}>{props.what}</p>
        <p className={css['quiet']}>{props.why}</p>
      </div>
      <Button
        size="small"
        variant={isAsked ? 'danger' : 'secondary'}
        isDisabled={props.isDisabled ?? false}
        isBusy={props.isBusy}
        onPress={press}
      >
        {isAsked ? t('sure') : props.action}
      </Button>
    </div>
  );
}
