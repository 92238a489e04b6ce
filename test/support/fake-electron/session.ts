import { EventEmitter } from 'node:events';
import { emitters } from './state.ts';

type Decide<T> = (answer: T) => void;

/** What a session was told to answer to its pages. */
export class Session extends EventEmitter {
  permissionRequest: ((...args: unknown[]) => void) | null = null;
  permissionCheck: ((...args: unknown[]) => boolean) | null = null;
  device: ((details: unknown) => boolean) | null = null;
  display: ((request: unknown, decide: Decide<unknown>) => void) | null = null;
  beforeRequest: ((d: { readonly url: string }, decide: Decide<unknown>) => void) | null = null;
  readonly webRequest = {
    onBeforeRequest: (handler: NonNullable<Session['beforeRequest']>): void => {
      this.beforeRequest = handler;
    },
  };

  setPermissionRequestHandler(handler: Session['permissionRequest']): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Session['permissionCheck']): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Session['device']): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: Session['display']): void {
    this.display = handler;
  }
}

/** The one that windows have unless told otherwise. */
export const defaultSession = new Session();
emitters.push(defaultSession);

export const session = { defaultSession };
