import { BookUser, Inbox, Keyboard, Settings, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { mayAsk, mayGive } from '../../shared/contract/roles.ts';
import { useSession } from '../bridge/context.tsx';
import { NoticeBadge } from '../features/admin/notice-badge.tsx';
import { ProfileMenu } from '../features/session/profile-menu.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { Area } from './area.ts';
import css from './rail.module.css';

export interface RailProps {
  readonly area: Area;
  readonly onArea: (area: Area) => void;
  /** The inbox, from wherever the person is. */
  readonly onHome: () => void;
  readonly onSettings: () => void;
  readonly onHelp: () => void;
}

/** The way to each part of the app: only what there is, and what the person may see. */
export function Rail(props: RailProps) {
  const { t } = useTranslation('app');
  const { person } = useSession();
  const isLead = mayGive(person.role, 'tag.save');
  const parts = [
    { kind: 'inbox', icon: Inbox, go: props.onHome },
    {
      kind: 'contacts',
      icon: BookUser,
      go: () => props.onArea({ kind: 'contacts', contactId: null }),
    },
    ...(isLead
      ? [
          {
            kind: 'admin',
            icon: SlidersHorizontal,
            go: () => props.onArea({ kind: 'admin', section: null, item: null }),
          } as const,
        ]
      : []),
  ] as const;
  return (
    <nav className={css['rail']} aria-label={t('rail')}>
      <ul className={css['items']}>
        {parts.map(({ kind, icon: Icon, go }) => (
          <li
            key={kind}
            {...(kind === props.area.kind
              ? { 'aria-current': 'page' as const, className: css['current'] }
              : {})}
          >
            <IconButton
              size="large"
              placement="right"
              label={t(kind)}
              icon={<Icon size={20} aria-hidden />}
              onPress={go}
            />
            {kind === 'admin' && mayAsk(person.role, 'templates.notices') ? <NoticeBadge /> : null}
          </li>
        ))}
      </ul>
      <div className={css['foot']}>
        <IconButton
          size="large"
          placement="right"
          label={t('help.title')}
          shortcut="?"
          icon={<Keyboard size={20} aria-hidden />}
          onPress={props.onHelp}
        />
        <IconButton
          size="large"
          placement="right"
          label={t('settings')}
          shortcut="Mod+,"
          icon={<Settings size={20} aria-hidden />}
          onPress={props.onSettings}
        />
        <ProfileMenu />
      </div>
    </nav>
  );
}
