import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../../shared/contract/audit.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import type { Formats } from '../../conversation/use-formats.ts';
import css from './audit-screen.module.css';
import { changesOf } from './changes-of.ts';

/** Who did what, when, from where, and what it changed. */
export function AuditRow(props: { readonly entry: AuditEntry; readonly formats: Formats }) {
  const { entry, formats } = props;
  const { t } = useTranslation('admin');
  const now = useRelayNow('minute');
  const changes = changesOf(entry);
  return (
    <li className={css['entry']}>
      <p className={css['line']}>
        <span className={css['who']}>
          {entry.actor.kind === 'system' ? t('audit.system') : entry.actor.name}
        </span>{' '}
        {t(`audit.actions.${entry.action.replaceAll('.', '_')}`, {
          defaultValue: entry.action,
          subject: entry.subject.label,
        })}
        <time
          className={css['when']}
          dateTime={new Date(entry.at).toISOString()}
          title={formats.exact(entry.at)}
        >
          {formats.near(entry.at, now)}
        </time>
      </p>
      {changes.length === 0 ? null : (
        <ul className={css['changes']}>
          {changes.map(({ what, before, after }) => (
            <li key={what} className={css['change']}>
              <span className={css['name']}>{what}</span>
              {before === null ? null : <del className={css['before']}>{before}</del>}
              {after === null ? null : <ins className={css['after']}>{after}</ins>}
            </li>
          ))}
        </ul>
      )}
      <p className={css['from']}>
        {[t(`audit.kind.${entry.actor.kind}`), entry.from].filter(Boolean).join(' · ')}
      </p>
    </li>
  );
}
