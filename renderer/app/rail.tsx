import { Inbox, Keyboard, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ProfileMenu } from '../features/session/profile-menu.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import css from './rail.module.css';

export interface RailProps {
  readonly onHome: () => void;
  readonly onSettings: () => void;
  readonly onHelp: () => void;
}

/** The way to each part of the app: only what there is. */
export function Rail(props: RailProps) {
  const { t } = useTranslation('app');
  return (
    <nav className={css['rail']} aria-label={t('rail')}>
      <ul className={css['items']}>
        <li aria-current="page" className={css['current']}>
          <IconButton
            size="large"
            placement="right"
            label={t('inbox')}
            icon={<Inbox size={20} aria-hidden />}
            onPress={props.onHome}
          />
        </li>
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
