import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminSection } from '../../app/area.ts';
import { useSession } from '../../bridge/context.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import css from './admin-screen.module.css';
import { NotForYou } from './not-for-you.tsx';
import { SECTIONS } from './sections.ts';

export interface AdminScreenProps {
  /** Null: the first that the person may see. */
  readonly section: AdminSection | null;
  readonly onSection: (section: AdminSection) => void;
}

/** What is set up for everybody: its parts at the left, the chosen one beside them. */
export function AdminScreen(props: AdminScreenProps) {
  const { t } = useTranslation('admin');
  const { person } = useSession();
  const own = SECTIONS.filter(({ isFor }) => isFor(person.role));
  const shown = props.section === null ? own[0] : own.find(({ id }) => id === props.section);
  return (
    <div className={css['screen']}>
      <nav className={css['sections']} aria-label={t('sections')}>
        <h1 className={css['title']}>{t('title')}</h1>
        <ul className={css['list']}>
          {own.map(({ id, icon: Icon }) => (
            <li key={id}>
              <a
                className={css['link']}
                href={`#/admin/${id}`}
                aria-current={id === shown?.id ? 'page' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  props.onSection(id);
                }}
              >
                <Icon size={16} aria-hidden />
                {t(`section.${id}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className={css['main']}>
        {shown === undefined ? (
          <NotForYou />
        ) : (
          <Suspense
            fallback={
              <div className={css['waiting']}>
                <Skeleton width="240px" height="28px" />
              </div>
            }
          >
            <shown.Screen key={shown.id} />
          </Suspense>
        )}
      </main>
    </div>
  );
}
