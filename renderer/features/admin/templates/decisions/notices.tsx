import { Ban, CirclePause, CircleX, Coins, type LucideIcon, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { templateNoticeId } from '../../../../../shared/contract/ids.ts';
import { useNow } from '../../../../bridge/records.ts';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { useMoney } from '../../../spend/use-money.ts';
import { NoticeBox, type ShownNotice } from '../../notice-box.tsx';
import { type Notice, useNotices } from './use-notices.ts';

const ICONS: Readonly<Record<Notice['kind'], LucideIcon>> = {
  recategorised: Coins,
  rejected: CircleX,
  paused: CirclePause,
  disabled: Ban,
  deleted: Trash2,
};
const GRAVE: ReadonlySet<Notice['kind']> = new Set(['rejected', 'disabled', 'deleted']);

/** What the platform did to templates, above the list of them; each can be put away. */
export function Notices(props: { readonly onOpen: (draftId: string) => void }) {
  const { t } = useTranslation('decisions');
  const { notices, refresh } = useNotices();
  const dismiss = useNow('templateNotice.dismiss');
  const shown = notices.map((notice): ShownNotice => {
    const { id, at, kind, name, language, reason, draftId } = notice;
    return {
      id,
      at,
      icon: ICONS[kind],
      isGrave: GRAVE.has(kind),
      name: `${name} · ${language}`,
      said: t(`kind.${kind}`),
      next: [
        kind === 'recategorised' ? <Effect key="effect" notice={notice} /> : t(`next.${kind}`),
        ...(reason === null ? [] : [t('reason', { reason })]),
      ],
      action:
        draftId === null ? null : (
          <Button size="small" onPress={() => props.onOpen(draftId)}>
            {t('open')}
          </Button>
        ),
    };
  });
  return (
    <NoticeBox
      title={t('title')}
      notices={shown}
      isBusy={dismiss.isPending}
      error={dismiss.error}
      onPutAway={(ids) =>
        dismiss.mutate(
          { noticeIds: ids.map((id) => templateNoticeId.parse(id)) },
          { onSettled: refresh },
        )
      }
    />
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
