import type { FaultRequest } from '../../../simulator/simulator.ts';

/** The account of a run at the simulator. */
export interface RunAccount {
  readonly sid: string;
  readonly authToken: string;
}

/** The simulator's own API, as a test drives it. Calls reject while it is away. */
export interface SimulatorControl {
  readonly setUp: (world: {
    readonly callbackUrl: string;
    readonly senders: readonly string[];
    readonly customers: readonly { readonly address: string; readonly failsWith: number | null }[];
  }) => Promise<void>;
  /** Resolves when the webhook was answered. */
  readonly write: (address: string, to: string, text: string) => Promise<void>;
  /** These faults, and no others. */
  readonly weather: (faults: readonly FaultRequest[]) => Promise<void>;
}

/** Drives the simulator at this address. */
export function simulatorControl(url: string, account: RunAccount): SimulatorControl {
  const credentials = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  const ask = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await fetch(`${url}/simulator/${path}`, {
      method,
      headers: {
        authorization: `Basic ${credentials}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
  };
  return {
    setUp: async ({ callbackUrl, senders, customers }) => {
      await ask('POST', 'accounts', account);
      for (const address of senders) {
        await ask('POST', 'senders', { address, displayName: 'Northwind Supply', callbackUrl });
      }
      for (const { address, failsWith } of customers) {
        await ask('POST', 'customers', {
          address,
          profileName: `Customer ${address.slice(-4)}`,
          readsAfterMs: 1500,
          failsWith,
        });
      }
    },
    write: (address, to, text) =>
      ask('POST', `customers/${encodeURIComponent(address)}/messages`, { text, to }),
    weather: async (faults) => {
      await ask('DELETE', 'faults');
      for (const fault of faults) await ask('POST', 'faults', fault);
    },
  };
}
