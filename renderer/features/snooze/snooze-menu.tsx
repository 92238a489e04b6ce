import { AlarmClock, AlarmClockOff, CalendarClock, MessageCircleReply } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useTeamCommands } from '../conversation/use-team-commands.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import { momentsFrom } from './moments.ts';

const MomentDialog = lazy(async () => ({
  default: (await import('./moment-dialog.tsx')).MomentDialog,
}));

const TOMORROW_MS = 24 * 3_600_000;

export interface SnoozeMenuProps {
  readonly view: ConversationView;
  /** Opened by a key. */
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Puts the conversation off, or brings it back. */
export function SnoozeMenu(props: SnoozeMenuProps) {
  const { t } = useTranslation('team');
  const formats = useFormats();
  const commands = useTeamCommands();
  const now = useRelayNow('minute');
  const [isOwn, setOwn] = useState(false);
  const { view } = props;
  const snooze = (until: number | null) => commands.snooze(view, until);
  return (
    <>
      <Menu
        label={t('snooze.menu')}
        placement="bottom end"
        isOpen={props.isOpen}
        onOpenChange={props.onOpenChange}
        trigger={
          <IconButton
            label={t('snooze.menu')}
            shortcut="H"
            placement="bottom"
            icon={<AlarmClock size={20} aria-hidden />}
          />
        }
      >
        {momentsFrom(now).map(({ kind, at }) => (
          <MenuItem
            key={kind}
            icon={<AlarmClock size={16} aria-hidden />}
            end={formats.near(at, now)}
            textValue={t(`snooze.${kind}`)}
            onAction={() => snooze(at)}
          >
            {t(`snooze.${kind}`)}
          </MenuItem>
        ))}
        <MenuItem icon={<CalendarClock size={16} aria-hidden />} onAction={() => setOwn(true)}>
          {t('snooze.own')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<MessageCircleReply size={16} aria-hidden />} onAction={() => snooze(null)}>
          {t('snooze.reply')}
        </MenuItem>
        {view.conversation.snooze === null ? null : (
          <MenuItem
            icon={<AlarmClockOff size={16} aria-hidden />}
            onAction={() => commands.unsnooze(view)}
          >
            {t('snooze.back')}
          </MenuItem>
        )}
      </Menu>
      {isOwn ? (
        <Suspense fallback={null}>
          <MomentDialog
            title={t('snooze.ownTitle')}
            confirm={t('snooze.confirm')}
            from={momentsFrom(now)[0]?.at ?? now + TOMORROW_MS}
            onPick={(at) => {
              setOwn(false);
              snooze(at);
            }}
            onClose={() => setOwn(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
