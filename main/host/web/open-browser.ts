import { spawn } from 'node:child_process';

/**
 * Whether this machine can show a window to whoever started the process.
 *
 * @param environment of the process
 */
export function hasDisplay(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') {
    // Over SSH there is a screen, but nobody before it.
    return (environment['SSH_CONNECTION'] ?? '') === '';
  }
  return (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** The program that opens an address in the person's browser. */
export function openCommand(
  platform: NodeJS.Platform,
  url: string,
): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  // `start` belongs to cmd, for which & and ^ are special; this program takes its argument as it is.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

/** Opens an address in the person's browser; resolves to whether that could be started. */
export function openBrowser(url: string): Promise<boolean> {
  const [program, ...args] = openCommand(process.platform, url);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
