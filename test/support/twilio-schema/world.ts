import type twilio from 'twilio';
import {
  type SimulatedAccount,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../simulator/simulator.ts';
import { sdkFor } from './sdk-client.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const ACCOUNT = {
  sid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'fedcba9876543210fedcba9876543210',
};
export const WHATSAPP_SENDER = 'whatsapp:+12025550142';
export const SMS_SENDER = '+12025550143';
export const CUSTOMER = 'whatsapp:+5215512345678';
export const SMS_CUSTOMER = '+12025550199';

/** A simulator with one account, two senders, two customers and somebody who listens. */
export interface World {
  readonly simulator: Simulator;
  readonly account: SimulatedAccount;
  readonly receiver: WebhookReceiver;
  readonly client: twilio.Twilio;
  readonly answers: ReturnType<typeof sdkFor>['answers'];
  close(): Promise<void>;
}

/** Starts such a world; `manual` unless it is said otherwise, so that tests move the clock. */
export async function startWorld(options: SimulatorOptions = {}): Promise<World> {
  const receiver = await startReceiver();
  const simulator = await startSimulator({ manual: true, ...options });
  const account = simulator.addAccount(ACCOUNT);
  const urls = {
    callbackUrl: `${receiver.url}/inbound`,
    statusCallbackUrl: `${receiver.url}/status`,
  };
  account.addSender({ address: WHATSAPP_SENDER, displayName: 'Northwind Supply', ...urls });
  account.addSender({ address: SMS_SENDER, displayName: 'Northwind Supply', ...urls });
  account.addCustomer({ address: CUSTOMER, profileName: 'Lucía Ortega', language: 'es_MX' });
  account.addCustomer({ address: SMS_CUSTOMER, profileName: 'Dana Reyes' });
  const { client, answers } = sdkFor(simulator.url, ACCOUNT);
  return {
    simulator,
    account,
    receiver,
    client,
    answers,
    close: async () => {
      await simulator.close();
      await receiver.close();
    },
  };
}
