import type { Settings } from '../../shared/contract/bridge.ts';

/** What the desktop core needs from whatever hosts it. */
export interface Platform {
  readonly secrets: {
    /** False where the secrets lie in a plain file: the person is told. */
    readonly protected: boolean;
    readonly read: (name: string) => Promise<string | null>;
    /** Null removes the secret. */
    readonly write: (name: string, value: string | null) => Promise<void>;
  };
  /** Null where the host cannot show notifications. */
  readonly notify: ((n: { readonly title: string; readonly body: string }) => void) | null;
  readonly setBadge: (count: number) => void;
  /** Null where the host cannot open the person's browser. */
  readonly openExternal: ((url: string) => Promise<void>) | null;
}

/** The person's settings on this machine; the host says where they are kept. */
export interface SettingsStore {
  readonly get: () => Settings;
  readonly update: (part: Partial<Settings>) => Settings;
}
