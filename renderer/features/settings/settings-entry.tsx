import { Suspense, lazy, useEffect, useEffectEvent } from 'react';

const SettingsDialog = lazy(async () => ({
  default: (await import('./settings-dialog.tsx')).SettingsDialog,
}));

export interface SettingsEntryProps {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** Opens the settings with Ctrl/Cmd+comma, and loads them when they are wanted. */
export function SettingsEntry(props: SettingsEntryProps) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== ',' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    props.onOpen();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return props.isOpen ? (
    <Suspense fallback={null}>
      <SettingsDialog onClose={props.onClose} />
    </Suspense>
  ) : null;
}
