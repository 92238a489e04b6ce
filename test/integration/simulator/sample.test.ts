import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_TEMPLATES } from '../../../assets/sample/templates.ts';
import { review } from '../../../simulator/content/review-rules.ts';
import { loadSample } from '../../../simulator/sample/load-sample.ts';
import {
  type SimulatedAccount,
  type Simulator,
  startSimulator,
} from '../../../simulator/simulator.ts';
import { sdkFor } from '../../support/twilio-schema/sdk-client.ts';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../support/twilio-schema/webhook-receiver.ts';

const HOUR = 60 * 60 * 1000;

let simulator: Simulator;
let receiver: WebhookReceiver;
let account: SimulatedAccount;

beforeAll(async () => {
  receiver = await startReceiver();
  simulator = await startSimulator({ manual: true });
  account = await loadSample(simulator, {
    now: simulator.clock.now(),
    callbackUrl: `${receiver.url}/inbound`,
    statusCallbackUrl: `${receiver.url}/status`,
    writeEveryMs: 5 * 60 * 1000,
  });
});

afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

describe('the sample tenant at the provider', () => {
  it('has its templates with the status they were given, approved ones fit for review', () => {
    expect(account.contents()).toHaveLength(SAMPLE_TEMPLATES.length);
    const statuses = account.contents().map((content) => content.approval?.status);
    expect(new Set(statuses)).toEqual(new Set(['approved', 'pending', 'rejected']));
    const approved = account.contents().filter((one) => one.approval?.status === 'approved');
    const refused = approved.filter((one) => !review(one, account.contents()).isApproved);
    expect(refused.map((one) => one.friendlyName)).toEqual([]);
  });

  it('lists the past, and its windows are those of the conversations', async () => {
    const { client } = sdkFor(simulator.url, account);
    const past = account.messages();
    expect(past.length).toBeGreaterThan(1000);
    const listed = await client.messages.list({ pageSize: 1000 });
    expect(listed).toHaveLength(past.length);
    const fresh = past.findLast(
      (message) =>
        message.direction === 'inbound' &&
        message.from.startsWith('whatsapp:') &&
        message.dateCreated > simulator.clock.now() - HOUR &&
        account.customer(message.from).record.failsWith === null,
    );
    const { sid } = await client.messages.create({
      from: fresh?.to ?? '',
      to: fresh?.from ?? '',
      body: 'We are on it.',
    });
    await simulator.clock.advance(5000);
    expect((await client.messages(sid).fetch()).errorCode).toBeNull();
  });

  it('has customers who write, each in a language of the sample', async () => {
    const before = receiver.received.length;
    await simulator.clock.advance(HOUR);
    const written = receiver.received
      .slice(before)
      .filter((webhook) => webhook.url === '/inbound' && webhook.params['Body'] !== '');
    expect(written.length).toBeGreaterThan(5);
  });

  it('is loaded once: a second load changes no message, customer or template', async () => {
    const counts = (): number[] => [
      account.messages().length,
      account.customers().length,
      account.contents().length,
    ];
    const before = counts();
    const callbackUrl = `${receiver.url}/moved`;
    await loadSample(simulator, {
      now: simulator.clock.now(),
      callbackUrl,
      statusCallbackUrl: null,
    });
    expect(counts()).toEqual(before);
    expect(account.senders().map((sender) => sender.webhook.callbackUrl)).toContain(callbackUrl);
  });
});
