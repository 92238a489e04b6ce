import { type LucideIcon, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import { dateFormat } from '../../i18n/date-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './notice-box.module.css';
import { RefusedWords } from './refused-words.tsx';

/** One notice, as it is shown. */
export interface ShownNotice {
  readonly id: string;
  /** ms */
  readonly at: number;
  readonly icon: LucideIcon;
  /** Something has stopped, and not only come near. */
  readonly isGrave: boolean;
  /** Whom it is about. */
  readonly name: string;
  readonly said: string;
  /** What follows from it, a line each. */
  readonly next: readonly ReactNode[];
  readonly action?: ReactNode;
}

export interface NoticeBoxProps {
  readonly title: string;
  readonly notices: readonly ShownNotice[];
  readonly isBusy: boolean;
  readonly error: RefusedError | null;
  readonly onPutAway: (ids: readonly string[]) => void;
}

/** More than these are shown when somebody wants them. */
const SHOWN = 3;

/** What admins should know, above what it is about; each can be put away. */
export function NoticeBox(props: NoticeBoxProps) {
  const { t } = useTranslation('admin');
  const { title, notices, onPutAway } = props;
  const [isWhole, setWhole] = useState(false);
  if (notices.length === 0) return null;
  const shown = isWhole ? notices : notices.slice(0, SHOWN);
  const rest = notices.length - shown.length;
  return (
    <section className={css['notices']} aria-label={title}>
      <div className={css['head']}>
        <h2 className={css['title']}>{title}</h2>
        {notices.length === 1 ? null : (
          <Button
            size="small"
            variant="quiet"
            isBusy={props.isBusy}
            onPress={() => onPutAway(notices.map(({ id }) => id))}
          >
            {t('notices.putAllAway')}
          </Button>
        )}
      </div>
      <ul className={css['list']}>
        {shown.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onPutAway={() => onPutAway([notice.id])} />
        ))}
      </ul>
      {rest === 0 ? null : (
        <Button size="small" variant="quiet" onPress={() => setWhole(true)}>
          {t('notices.showMore', { count: rest })}
        </Button>
      )}
      <RefusedWords error={props.error} />
    </section>
  );
}

function NoticeRow(props: { readonly notice: ShownNotice; readonly onPutAway: () => void }) {
  const { t } = useTranslation('admin');
  const { at, icon: Icon, isGrave, name, said, next, action } = props.notice;
  const when = dateFormat(useLocale(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={css['notice']}>
      <span className={css['sign']} data-grave={isGrave}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={css['words']}>
        <p className={css['said']}>
          <strong className={css['name']}>{name}</strong> {said}
        </p>
        {next.map((line, index) => (
          <p key={index} className={css['next']}>
            {line}
          </p>
        ))}
        <time className={css['when']} dateTime={new Date(at).toISOString()}>
          {when.format(at)}
        </time>
      </div>
      {action}
      <IconButton
        label={t('notices.putAway', { name })}
        icon={<X size={16} aria-hidden />}
        onPress={props.onPutAway}
      />
    </li>
  );
}
