import { Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { useFormats } from '../conversation/use-formats.ts';
import { languageName } from '../templates/language-name.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './contact-details.module.css';
import { Copyable } from './copyable.tsx';
import { countryName } from './country-name.ts';
import { Fact, Facts } from './fact.tsx';
import { isNight, isTimeZone, minutesAhead } from './local-time.ts';
import { usePhoneFormat } from './use-phone-format.ts';

function useDifference(): (minutes: number) => string {
  const { t } = useTranslation('contact');
  return (minutes) => {
    if (minutes === 0) return t('sameTime');
    const hours = Math.floor(Math.abs(minutes) / 60);
    const rest = Math.abs(minutes) % 60;
    const difference =
      hours === 0
        ? t('minutes', { minutes: rest })
        : t(rest === 0 ? 'hours' : 'hoursMinutes', { hours, minutes: rest });
    return t(minutes > 0 ? 'ahead' : 'behind', { difference });
  };
}

function LocalTime(props: { readonly timeZone: string }) {
  const formats = useFormats();
  const now = useRelayNow('minute');
  const difference = useDifference();
  const { timeZone } = props;
  const Icon = isNight(now, timeZone) ? Moon : Sun;
  return (
    <span className={css['time']} title={timeZone}>
      <Icon size={16} aria-hidden className={css['sky']} />
      <span>{formats.timeIn(now, timeZone)}</span>
      <span className={css['difference']}>
        {difference(minutesAhead(now, timeZone, formats.timeZone))}
      </span>
    </span>
  );
}

/** How the customer is reached, and when it is day there. */
export function ContactDetails(props: { readonly contact: ContactRecord }) {
  const { t, i18n } = useTranslation('contact');
  const { contact } = props;
  const phone = usePhoneFormat(contact.phone);
  return (
    <Facts title={t('details')}>
      <Fact name={t('phone')}>
        {contact.phone === null || phone === null ? (
          <span className={css['absent']}>{t('noPhone')}</span>
        ) : (
          <Copyable shown={phone} text={contact.phone} label={t('copyPhone')} />
        )}
      </Fact>
      {contact.whatsappUserId === null ? null : (
        <Fact name={t('whatsappId')}>
          <Copyable
            shown={contact.whatsappUserId}
            text={contact.whatsappUserId}
            label={t('copyId')}
          />
        </Fact>
      )}
      {contact.language === null ? null : (
        <Fact name={t('language')}>{languageName(contact.language, i18n.language)}</Fact>
      )}
      {contact.country === null ? null : (
        <Fact name={t('country')}>{countryName(contact.country, i18n.language)}</Fact>
      )}
      {contact.timeZone === null || !isTimeZone(contact.timeZone) ? null : (
        <Fact name={t('localTime')}>
          <LocalTime timeZone={contact.timeZone} />
        </Fact>
      )}
    </Facts>
  );
}
