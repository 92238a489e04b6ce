import { spawn } from 'node:child_process';

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
