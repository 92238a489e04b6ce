import type { HostTransport } from './transport.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop program; absent in a browser. */
    readonly casement?: HostTransport;
  }
}

/** The preload's transport where there is one, else a socket: the only place that knows the host. */
export async function pickTransport(): Promise<HostTransport> {
  if (window.casement !== undefined) return window.casement;
  const { webTransport } = await import('./web-transport.ts');
  return webTransport();
}
