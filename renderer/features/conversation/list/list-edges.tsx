import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../../shared/contract/errors.ts';
import { Button } from '../../../ui/button.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import css from './list-edges.module.css';

export interface ListEdgeProps {
  /** Nothing more is to come on this side. */
  readonly complete: boolean;
  /** Why more could not be had; null: nothing is wrong. */
  readonly error: RefusedError | null;
  readonly onTryAgain: () => void;
  /** Which side of the messages it is. */
  readonly side: 'older' | 'newer';
}

/** Beyond the messages that are loaded: that more is to come, or why not. */
export function ListEdge(props: ListEdgeProps) {
  const { t } = useTranslation('conversation');
  const { error, side } = props;
  if (error !== null) {
    return (
      <div className={css['edge']}>
        <span>{t(`${side}Failed`, { what: error.refusal.what })}</span>
        <Button size="small" onPress={props.onTryAgain}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  }
  if (props.complete) return null;
  return (
    <div className={css['loading']}>
      <VisuallyHidden>{t(`${side}Loading`)}</VisuallyHidden>
      <Skeleton width="240px" height="34px" shape="card" />
    </div>
  );
}
