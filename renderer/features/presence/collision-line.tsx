import { PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './collision-line.module.css';
import { firstName } from './colleagues.ts';
import { useColleaguesIn } from './use-colleagues.ts';

/**
 * That a colleague writes to the same customer at this moment, where one is about to do so: two
 * answers are worse than a late one. The header says it to screen readers already.
 */
export function CollisionLine(props: { readonly conversationId: ConversationId }) {
  const { t } = useTranslation('inbox');
  const locale = useLocale();
  const writing = useColleaguesIn(props.conversationId).filter(({ typing }) => typing);
  if (writing.length === 0) return null;
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(
    writing.map(({ person }) => firstName(person.name)),
  );
  return (
    <span className={css['line']} aria-hidden="true">
      <PenLine size={14} />
      <span className={css['words']}>
        {t('presence.collision', { count: writing.length, names })}
      </span>
    </span>
  );
}
