import { CalendarCheck2, CalendarClock, CalendarX2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Outlook } from '../../../../shared/domain/template/library/deadline.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Chip } from '../../../ui/chip.tsx';

const SIGNS = {
  met: { icon: CalendarCheck2, tone: 'open' },
  safe: { icon: CalendarClock, tone: 'neutral' },
  tight: { icon: CalendarClock, tone: 'closing' },
  unlikely: { icon: CalendarX2, tone: 'closed' },
  over: { icon: CalendarX2, tone: 'closed' },
} as const;

export interface OutlookSignProps {
  readonly outlook: Outlook;
  readonly deadline: { readonly label: string; readonly on: string };
}

/** How a template stands before its deadline, by icon and words. */
export function OutlookSign({ outlook, deadline }: OutlookSignProps) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const { icon: Icon, tone } = SIGNS[outlook.state];
  const day = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <Chip tone={tone} icon={<Icon size={12} aria-hidden />}>
      {t(`outlook.${outlook.state}`, {
        label: deadline.label,
        day: day.format(Date.parse(`${deadline.on}T00:00:00Z`)),
      })}
    </Chip>
  );
}
