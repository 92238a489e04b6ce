import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { type Colleague, firstName } from './colleagues.ts';

/** What colleagues do in a conversation, in one sentence: those who write, else those who look. */
export function useColleagueWords(): (colleagues: readonly Colleague[]) => string | null {
  const { t } = useTranslation('inbox');
  const locale = useLocale();
  return (colleagues) => {
    const typing = colleagues.filter((one) => one.typing);
    const named = typing.length > 0 ? typing : colleagues;
    if (named.length === 0) return null;
    const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(
      named.map(({ person }) => firstName(person.name)),
    );
    return t(typing.length > 0 ? 'presence.typing' : 'presence.looking', {
      count: named.length,
      names,
    });
  };
}
