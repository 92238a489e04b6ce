import { Notification } from 'electron';
import type { Platform } from '../../platform/platform.ts';

/**
 * Shows notifications of the operating system.
 *
 * @param clicked brings the window before the person
 * @returns null where the system has none
 */
export function notifier(clicked: () => void): Platform['notify'] {
  if (!Notification.isSupported()) return null;
  // One that is let go of no longer tells of the click.
  const shown = new Set<Notification>();
  return ({ title, body }) => {
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.on('click', () => {
      shown.delete(notification);
      clicked();
    });
    notification.on('close', () => shown.delete(notification));
    notification.on('failed', () => shown.delete(notification));
    notification.show();
  };
}
