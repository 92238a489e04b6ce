import type { ConnectionState } from '../../../shared/contract/bridge.ts';

/** What the status line says; `kind` names its words. */
export type Status =
  | { readonly kind: 'core_gone'; readonly tone: 'failed' }
  | {
      readonly kind: 'client_too_old' | 'relay_too_old' | 'tenant_suspended';
      readonly tone: 'failed';
      readonly waiting: number;
    }
  | {
      readonly kind: 'offline';
      readonly tone: 'warning';
      readonly since: number;
      readonly waiting: number;
    }
  | { readonly kind: 'connecting'; readonly tone: 'quiet' }
  | { readonly kind: 'loading'; readonly tone: 'quiet'; readonly messages: number }
  /** The copy on this machine was set aside, and everything is loaded anew, or has been. */
  | { readonly kind: Notice; readonly tone: 'quiet'; readonly isDone: boolean };

type Notice = NonNullable<ConnectionState['notice']>;

/** How long something may take before the line speaks of it, in ms. */
export const PATIENCE = { connecting: 2_000, loading: 2_000 } as const;

/**
 * What is wrong, if anything: the line is there only then. The worst comes first.
 *
 * @param reachable whether the core itself answers
 * @param lasting ms that the state has lasted
 * @param isRead whether the person has put the notice away
 */
export function statusOf(
  connection: ConnectionState,
  reachable: boolean,
  lasting: number,
  isRead: boolean,
): Status | null {
  if (!reachable) return { kind: 'core_gone', tone: 'failed' };
  const { state, since, waiting, loading, notice } = connection;
  const isDone = loading === null || loading.done;
  switch (state) {
    case 'client_too_old':
    case 'relay_too_old':
    case 'tenant_suspended':
      return { kind: state, tone: 'failed', waiting };
    case 'offline':
      return { kind: 'offline', tone: 'warning', since, waiting };
    case 'connecting':
      return lasting < PATIENCE.connecting ? null : { kind: 'connecting', tone: 'quiet' };
    case 'online':
      if (notice !== undefined && !isRead) return { kind: notice, tone: 'quiet', isDone };
      if (isDone || lasting < PATIENCE.loading) return null;
      return { kind: 'loading', tone: 'quiet', messages: loading.messages };
    case 'signed_out':
    case 'session_ended':
    case 'wiped':
    default:
      return null;
  }
}
