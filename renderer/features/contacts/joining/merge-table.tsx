import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { mergedContact } from '../../../../shared/domain/contact/changes.ts';
import { formatPhone } from '../../../../shared/domain/contact/phone.ts';
import { useBridgeQuery } from '../../../bridge/context.tsx';
import { useRecords } from '../../../bridge/records.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { countryName } from '../../contact/country-name.ts';
import { languageName } from '../../templates/language-name.ts';
import { fieldText } from '../field-text.ts';
import css from './merge-table.module.css';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly of: (contact: ContactRecord) => string;
}

/** What each of the two contacts says, and what the one that comes of them will say. */
export function MergeTable(props: {
  readonly kept: ContactRecord;
  readonly removed: ContactRecord;
}) {
  const { t } = useTranslation('contacts');
  const { kept, removed } = props;
  const after = mergedContact(kept, removed);
  const lines = useLines().filter(({ of }) => of(after) !== '' || of(removed) !== '');
  return (
    <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('merge.table')}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">
              <span className={css['hidden']}>{t('merge.detail')}</span>
            </th>
            <th scope="col">{t('merge.kept')}</th>
            <th scope="col">{t('merge.removed')}</th>
            <th scope="col">{t('merge.together')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, name, of }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{of(kept) || '–'}</td>
              <td data-lost={of(removed) !== '' && !of(after).includes(of(removed))}>
                {of(removed) || '–'}
              </td>
              <td className={css['after']}>{of(after) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function numbers({ identities }: ContactRecord): string {
  return [...new Set(identities.map(({ address }) => formatPhone(address)))].join(', ');
}

/** What is compared, in its order. */
function useLines(): readonly Line[] {
  const { t } = useTranslation('contacts');
  const locale = useLocale();
  const tags = useRecords('tag');
  const fields = useRecords('contactField');
  const people = useBridgeQuery('people.list', {}).data?.people ?? [];
  const words = { yes: t('yes'), no: t('no') };
  return [
    { id: 'name', name: t('name'), of: ({ name }) => name },
    { id: 'company', name: t('company'), of: ({ company }) => company ?? '' },
    { id: 'numbers', name: t('reached'), of: numbers },
    {
      id: 'whatsapp',
      name: t('merge.consent', { channel: t('channel.whatsapp') }),
      of: ({ optIn }) => t(`consent.state.${optIn.whatsapp}`),
    },
    {
      id: 'sms',
      name: t('merge.consent', { channel: t('channel.sms') }),
      of: ({ optIn }) => t(`consent.state.${optIn.sms}`),
    },
    {
      id: 'owner',
      name: t('owner'),
      of: ({ ownerId }) => people.find(({ id }) => id === ownerId)?.name ?? '',
    },
    {
      id: 'tags',
      name: t('tags'),
      of: ({ tagIds }) =>
        tagIds.flatMap((tagId) => tags.find(({ id }) => id === tagId)?.name ?? []).join(', '),
    },
    {
      id: 'language',
      name: t('language'),
      of: ({ language }) => (language === null ? '' : languageName(language, locale)),
    },
    {
      id: 'country',
      name: t('country'),
      of: ({ country }) => (country === null ? '' : countryName(country, locale)),
    },
    { id: 'externalId', name: t('externalId'), of: ({ externalId }) => externalId ?? '' },
    ...fields.map(({ id, name, kind }) => ({
      id,
      name,
      of: (contact: ContactRecord) =>
        fieldText(contact.fields[id] ?? '', kind === 'date', locale, words),
    })),
  ];
}
