import { Ban, CirclePause, CircleX, Coins, type LucideIcon, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../../bridge/records.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { useMoney } from '../../../spend/use-money.ts';
import { RefusedWords } from '../../refused-words.tsx';
import css from './decisions.module.css';
import { type Notice, useNotices } from './use-notices.ts';

const ICONS: Readonly<Record<Notice['kind'], LucideIcon>> = {
  recategorised: Coins,
  rejected: CircleX,
  paused: CirclePause,
  disabled: Ban,
  deleted: Trash2,
};
/** More than these are shown when somebody wants them. */
const SHOWN = 3;

/** What the platform did to templates, above the list of them; each can be put away. */
export function Notices(props: { readonly onOpen: (draftId: string) => void }) {
  const { t } = useTranslation('decisions');
  const { notices, refresh } = useNotices();
  const dismiss = useNow('templateNotice.dismiss');
  const [isWhole, setWhole] = useState(false);
  if (notices.length === 0) return null;
  const putAway = (some: readonly Notice[]) =>
    dismiss.mutate({ noticeIds: some.map(({ id }) => id) }, { onSettled: refresh });
  const shown = isWhole ? notices : notices.slice(0, SHOWN);
  const rest = notices.length - shown.length;
  return (
    <section className={css['notices']} aria-label={t('title')}>
      <div className={css['noticesHead']}>
        <h2 className={css['noticesTitle']}>{t('title')}</h2>
        {notices.length === 1 ? null : (
          <Button
            size="small"
            variant="quiet"
            isBusy={dismiss.isPending}
            onPress={() => putAway(notices)}
          >
            {t('putAllAway')}
          </Button>
        )}
      </div>
      <ul className={css['list']}>
        {shown.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            onOpen={props.onOpen}
            onPutAway={() => putAway([notice])}
          />
        ))}
      </ul>
      {rest === 0 ? null : (
        <Button size="small" variant="quiet" onPress={() => setWhole(true)}>
          {t('showMore', { count: rest })}
        </Button>
      )}
      <RefusedWords error={dismiss.error} />
    </section>
  );
}

function NoticeRow(props: {
  readonly notice: Notice;
  readonly onOpen: (draftId: string) => void;
  readonly onPutAway: () => void;
}) {
  const { t } = useTranslation('decisions');
  const locale = useLocale();
  const { notice } = props;
  const { kind, name, language, at, reason, draftId } = notice;
  const Icon = ICONS[kind];
  const when = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={css['notice']}>
      <span className={css['sign']} data-kind={kind}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={css['words']}>
        <p className={css['said']}>
          <strong className={css['name']}>
            {name} · {language}
          </strong>{' '}
          {t(`kind.${kind}`)}
        </p>
        <p className={css['next']}>
          {kind === 'recategorised' ? <Effect notice={notice} /> : t(`next.${kind}`)}
        </p>
        {reason === null ? null : <p className={css['next']}>{t('reason', { reason })}</p>}
        <time className={css['when']} dateTime={new Date(at).toISOString()}>
          {when.format(at)}
        </time>
      </div>
      {draftId === null ? null : (
        <Button size="small" onPress={() => props.onOpen(draftId)}>
          {t('open')}
        </Button>
      )}
      <IconButton
        label={t('putAway', { name })}
        icon={<X size={16} aria-hidden />}
        onPress={props.onPutAway}
      />
    </li>
  );
}

/** What another category costs a month, by what went out before. */
function Effect(props: { readonly notice: Notice }) {
  const { t } = useTranslation('decisions');
  const { t: words } = useTranslation('library');
  const money = useMoney();
  const numbers = numberFormat(useLocale());
  const { before, after, effect } = props.notice;
  const change = t('changed', {
    before: words(`category.${before ?? 'unknown'}`),
    after: words(`category.${after}`),
  });
  if (effect === null) return change;
  const { messages, monthly } = effect;
  const count = { count: messages, number: numbers.format(messages) };
  if (messages === 0) return `${change} ${t('effect.none')}`;
  if (monthly === null) return `${change} ${t('effect.unknown', count)}`;
  const amount = money({ ...monthly, micro: Math.abs(monthly.micro) });
  const key = monthly.micro < 0 ? 'effect.less' : 'effect.more';
  return `${change} ${t(key, { ...count, amount })}`;
}
