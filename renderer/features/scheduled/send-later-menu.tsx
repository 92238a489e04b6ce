import { CalendarClock, Clock3 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { momentsFrom } from '../snooze/moments.ts';
import { useRelayNow } from '../window/use-relay-now.ts';

const MomentDialog = lazy(async () => ({
  default: (await import('../snooze/moment-dialog.tsx')).MomentDialog,
}));

const TOMORROW_MS = 24 * 3_600_000;

export interface SendLaterMenuProps {
  readonly isDisabled: boolean;
  /** @param at ms on the relay's clock */
  readonly onPick: (at: number) => void;
}

/** Chooses the moment at which what is written goes out. */
export function SendLaterMenu({ isDisabled, onPick }: SendLaterMenuProps) {
  const { t } = useTranslation('team');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const [isOwn, setOwn] = useState(false);
  const moments = momentsFrom(now);
  return (
    <>
      <Menu
        label={t('later.menu')}
        placement="top end"
        trigger={
          <IconButton
            label={t('later.menu')}
            isDisabled={isDisabled}
            icon={<Clock3 size={16} aria-hidden />}
          />
        }
      >
        {moments.map(({ kind, at }) => (
          <MenuItem
            key={kind}
            icon={<Clock3 size={16} aria-hidden />}
            end={formats.near(at, now)}
            textValue={t(`snooze.${kind}`)}
            onAction={() => onPick(at)}
          >
            {t(`snooze.${kind}`)}
          </MenuItem>
        ))}
        <MenuItem icon={<CalendarClock size={16} aria-hidden />} onAction={() => setOwn(true)}>
          {t('snooze.own')}
        </MenuItem>
      </Menu>
      {isOwn ? (
        <Suspense fallback={null}>
          <MomentDialog
            title={t('later.ownTitle')}
            confirm={t('later.confirm')}
            from={moments[0]?.at ?? now + TOMORROW_MS}
            onPick={(at) => {
              setOwn(false);
              onPick(at);
            }}
            onClose={() => setOwn(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
