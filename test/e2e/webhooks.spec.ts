import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { startReceiver } from '../support/relay/receiver.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin makes a webhook, tries it, sees what its system answers, and delivers again what was
 * given up. */

/** Between two attempts at the most, and a little more. */
const LONGEST_PAUSE_MS = 10.1 * 3_600_000;

let stack: Stack;
let admin: Desk;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let secret: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  receiver = await startReceiver();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find((one) => one.role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
  await admin.page.getByRole('button', { name: 'Admin', exact: true }).click();
  await admin.page.getByRole('link', { name: 'Webhooks' }).click();
});

test.afterAll(async () => {
  await admin.close();
  await receiver.close();
  await stack.close();
});

const lines = (): Locator =>
  admin.page.getByRole('region', { name: 'Deliveries' }).getByRole('listitem');

/** Without motion: a colour that is still changing has any contrast. */
async function expectNobodyKeptOut(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await admin.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: admin.page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
}

test('a webhook is made, and its secret is told once', async () => {
  const { page } = admin;
  await expect(page.getByText('No webhooks yet')).toBeVisible();
  await expectNobodyKeptOut();
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByLabel('Name').fill('Warehouse');
  await expect(dialog.getByRole('button', { name: 'Make the webhook' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'A template was decided on' }).check();
  await expectNobodyKeptOut();
  await dialog.getByRole('button', { name: 'Make the webhook' }).click();
  secret = (await page.getByText(/^whsec_[A-Za-z0-9+/=]{44}$/).textContent()) ?? '';
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /Warehouse/ })).toBeVisible();
  await expectNobodyKeptOut();
});

test('a test event arrives, signed, and the list says so', async () => {
  const { page } = admin;
  await page.getByRole('row', { name: /Warehouse/ }).click();
  await expect(page.getByText('Nothing here.')).toBeVisible();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await expect(lines()).toContainText('Delivered');
  await expect(lines()).toContainText('answered 204');
  expect(receiver.verified(secret)).toMatchObject([{ type: 'test' }]);
});

test('what is not taken is tried again, given up, and delivered again by a press', async () => {
  const { page } = admin;
  receiver.answer(503);
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await expect(lines().first()).toContainText('answered 503');
  await expect(lines().first()).toContainText('Waiting');
  // One was taken before; eight attempts are made of this one.
  await expect(async () => {
    const before = receiver.posts.length;
    await stack.advance(LONGEST_PAUSE_MS);
    await expect.poll(() => receiver.posts.length).toBeGreaterThan(before);
    expect(receiver.posts.length).toBe(9);
  }).toPass({ intervals: [0] });
  await expect(lines().first()).toContainText('Given up');
  await expectNobodyKeptOut();
  receiver.answer(200);
  await lines().first().getByRole('button', { name: 'Deliver again' }).click();
  await expect(lines().first()).toContainText('Delivered', { timeout: 15_000 });
  await expect(lines().first()).toContainText('9 attempts');
});

test('without the relay it says so; a webhook that is removed is gone', async () => {
  const { page } = admin;
  await stack.stopRelay();
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.setViewportSize({ width: 900, height: 700 });
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await expect(page.getByText('Webhooks are kept at the relay.')).toBeVisible();
  await expectNobodyKeptOut();
  await stack.startRelay();
  await expect(async () => {
    await page.getByRole('button', { name: 'Try again' }).click({ timeout: 1000 });
    await expect(page.getByRole('row', { name: /Warehouse/ })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole('row', { name: /Warehouse/ }).click();
  await expect(lines()).toHaveCount(2);
  await expectNobodyKeptOut();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('The webhook “Warehouse” is removed')).toBeVisible();
  await expect(page.getByText('No webhooks yet')).toBeVisible();
});
