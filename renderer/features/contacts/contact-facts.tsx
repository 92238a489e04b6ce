import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { formatPhone } from '../../../shared/domain/contact/phone.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/records.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import { Copyable } from '../contact/copyable.tsx';
import { countryName } from '../contact/country-name.ts';
import { Fact } from '../contact/fact.tsx';
import factCss from '../contact/fact.module.css';
import { languageName } from '../templates/language-name.ts';
import css from './contact-screen.module.css';
import { fieldText } from './field-text.ts';
import { channelsByAddress } from './identities.ts';
import { Part } from './part.tsx';

const quiet = (words: string) => <span className={css['quiet']}>{words}</span>;

/** How the contact is reached, who looks after them, and what the company itself notes of them. */
export function ContactFacts(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const locale = useLocale();
  const tags = useRecords('tag').filter(({ id }) => contact.tagIds.includes(id));
  const fields = useRecords('contactField');
  const people = useBridgeQuery('people.list', {}).data?.people ?? [];
  const owner = people.find(({ id }) => id === contact.ownerId);
  const reached = channelsByAddress(contact.identities);
  const words = { yes: t('yes'), no: t('no') };
  const filled = fields.filter(({ id }) => contact.fields[id] !== undefined);
  return (
    <>
      <Part title={t('reached')}>
        {reached.length === 0 ? quiet(t('noNumber')) : null}
        <dl className={factCss['list']}>
          {reached.map(({ address, channels }) => (
            <Fact key={address} name={channels.map((one) => t(`channel.${one}`)).join(', ')}>
              <Copyable
                shown={formatPhone(address)}
                text={address}
                label={t('copy', { what: formatPhone(address) })}
              />
            </Fact>
          ))}
        </dl>
      </Part>
      <Part title={t('details')}>
        <dl className={factCss['list']}>
          <Fact name={t('owner')}>
            {owner === undefined ? quiet(t('nobody')) : <bdi>{owner.name}</bdi>}
          </Fact>
          <Fact name={t('tags')}>
            {tags.length === 0 ? (
              quiet(t('noTags'))
            ) : (
              <span className={css['tags']}>
                {tags.map((tag) => (
                  <TagChip key={tag.id} tag={tag} />
                ))}
              </span>
            )}
          </Fact>
          {contact.language === null ? null : (
            <Fact name={t('language')}>{languageName(contact.language, locale)}</Fact>
          )}
          {contact.country === null ? null : (
            <Fact name={t('country')}>{countryName(contact.country, locale)}</Fact>
          )}
          {contact.timeZone === null ? null : (
            <Fact name={t('timeZone')}>{contact.timeZone.replaceAll('_', ' ')}</Fact>
          )}
          {contact.externalId === null ? null : (
            <Fact name={t('externalId')}>
              <bdi>{contact.externalId}</bdi>
            </Fact>
          )}
          {filled.map(({ id, name, kind }) => (
            <Fact key={id} name={name}>
              <bdi>{fieldText(contact.fields[id] ?? '', kind === 'date', locale, words)}</bdi>
            </Fact>
          ))}
          <Fact name={t('source')}>{t(`sources.${contact.source}`)}</Fact>
        </dl>
      </Part>
    </>
  );
}
