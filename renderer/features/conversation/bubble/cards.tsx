import { ArrowUpRight, MapPin, Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { ExternalLink } from './external-link.tsx';
import css from './cards.module.css';

type Location = NonNullable<MessageRecord['location']>;
type Referral = NonNullable<MessageRecord['referral']>;

function mapUrl({ latitude, longitude }: Location): string {
  const query = new URLSearchParams({ mlat: String(latitude), mlon: String(longitude) });
  return `https://www.openstreetmap.org/?${query.toString()}#map=16/${latitude}/${longitude}`;
}

/** A place that was sent. The map is opened outside: nothing remote is loaded in here. */
export function LocationCard(props: { readonly location: Location }) {
  const { t } = useTranslation('conversation');
  const { location } = props;
  const position = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  const title = location.label ?? location.address ?? t('location.title');
  return (
    <div className={css['card']}>
      <span className={css['sign']}>
        <MapPin size={20} aria-hidden />
      </span>
      <div className={css['words']}>
        <p className={css['title']} dir="auto">
          {title}
        </p>
        {location.address === null || location.address === title ? null : (
          <p className={css['line']} dir="auto">
            {location.address}
          </p>
        )}
        <p className={css['position']}>{position}</p>
        <ExternalLink url={mapUrl(location)} className={css['open']}>
          {t('location.open')}
          <ArrowUpRight size={16} aria-hidden />
        </ExternalLink>
      </div>
    </div>
  );
}

/** The ad or page that the customer came from. */
export function ReferralCard(props: { readonly referral: Referral }) {
  const { t } = useTranslation('conversation');
  const { headline, body, sourceUrl } = props.referral;
  return (
    <div className={css['card']} data-kind="referral">
      <span className={css['sign']}>
        <Megaphone size={20} aria-hidden />
      </span>
      <div className={css['words']}>
        <p className={css['kind']}>{t('referral.from')}</p>
        {headline === null ? null : (
          <p className={css['title']} dir="auto">
            {headline}
          </p>
        )}
        {body === null ? null : (
          <p className={css['line']} dir="auto">
            {body}
          </p>
        )}
        {sourceUrl === null ? null : (
          <ExternalLink url={sourceUrl} className={css['open']}>
            {t('referral.open')}
            <ArrowUpRight size={16} aria-hidden />
          </ExternalLink>
        )}
      </div>
    </div>
  );
}
