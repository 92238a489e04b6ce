import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { Colleague } from './colleagues.ts';
import css from './colleague-signs.module.css';
import { useColleagueWords } from './use-colleague-words.ts';

/** More than these are only counted. */
const SHOWN = 2;

/** Who is in a conversation, as small signs in a row of a list. */
export function ColleagueSigns(props: { readonly colleagues: readonly Colleague[] }) {
  const { t } = useTranslation('inbox');
  const words = useColleagueWords()(props.colleagues);
  if (words === null) return null;
  const more = props.colleagues.length - SHOWN;
  return (
    <span className={css['signs']} title={words}>
      {props.colleagues.slice(0, SHOWN).map(({ person, typing }) => (
        <span key={person.id} className={css['sign']} data-typing={typing || undefined}>
          <Avatar name={person.name} size={16} />
        </span>
      ))}
      {more > 0 ? <span className={css['more']}>{t('presence.more', { count: more })}</span> : null}
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
