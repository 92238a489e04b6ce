import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin makes an automation, tries it out on past orders, switches it on; the company's own
 * system tells of an order, and the customer gets the template. */

let stack: Stack;
let admin: Desk;
let key: string;
let phone: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find((one) => one.role === 'admin');
  const buyer = stack.world.customers.find(
    (one) => one.phone !== null && one.language === 'de' && one.optIn.whatsapp === 'opted_in',
  );
  if (person === undefined) throw new Error('the sample has no admin');
  phone = buyer?.phone ?? '';
  await admin.signIn(person);
  const { page } = admin;
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'New key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('ERP');
  await dialog.getByRole('checkbox', { name: /Tell of orders/ }).check();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  key = (await page.getByText(/^csm_live_[0-9a-f]{40,}$/).textContent()) ?? '';
  await page.getByRole('button', { name: 'Done' }).click();
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

const field = (name: string): Locator => admin.page.getByRole('combobox', { name, exact: true });
const log = (): Locator => admin.page.getByRole('region', { name: 'What it did' });

async function expectNobodyKeptOut(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await admin.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: admin.page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
}

async function tell(number: string, status: string): Promise<void> {
  const answer = await fetch(`${stack.relayUrl}/api/v1/orders/${number}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      contact: { phone },
      number,
      status,
      currency: 'EUR',
      totalMicros: 1_240_500_000,
      placedOn: '2026-11-02',
      lines: [{ sku: 'HB-0840', name: 'Hex bolt M8', quantity: 500, priceMicros: 240_000 }],
      shipments:
        status === 'shipped'
          ? [{ id: 'S1', carrier: 'DHL', trackingNumber: '00340434', state: 'in_transit' }]
          : [],
      updatedAt: new Date().toISOString(),
    }),
  });
  expect(answer.status).toBe(200);
}

test('it is written, and shows what each variable stands for', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: 'Automations' }).click();
  await page.screenshot({ path: '.cache/e2e/automations-empty.png' });
  await page.getByRole('button', { name: 'New automation' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Shipments');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await field('When').selectOption('A shipment has left');
  await field('Send this template').selectOption('order_shipped');
  await expect(page.getByText(/Approved in .*German.*Spanish/)).toBeVisible();
  await field('For {{1}}').selectOption('Contact name');
  await field('For {{2}}').selectOption('Order number');
  await field('For {{3}}').selectOption('Carrier');
  await field('For {{4}}').selectOption('Tracking number');
  await expect(page.getByText('[Tracking number]')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Wait in quiet hours' }).uncheck();
});

test('it is tried out on past orders before it is switched on', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Try it out' }).click();
  const outcome = page.getByRole('region', { name: 'Try it out' });
  await expect(outcome.getByText(/messages? of \d+ events/)).toBeVisible();
  await expect(outcome.getByText(/at most/)).toBeVisible();
  await expectNobodyKeptOut();
  await page.screenshot({ path: '.cache/e2e/automations-dark.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: '.cache/e2e/automations-light.png' });
  await page.setViewportSize({ width: 900, height: 800 });
  await page.screenshot({ path: '.cache/e2e/automations-narrow.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText('On', { exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('“Shipments” is saved and switched on')).toBeVisible();
});

test('an order that leaves is told, and the log says so', async () => {
  const { page } = admin;
  await tell('NW-90001', 'confirmed');
  await tell('NW-90001', 'shipped');
  await page.getByRole('row').filter({ hasText: 'Shipments' }).click();
  await expect(async () => {
    await field('Show').selectOption('Waiting');
    await field('Show').selectOption('Everything');
    await expect(log().getByRole('listitem')).toContainText('NW-90001', { timeout: 500 });
    await expect(log().getByRole('listitem')).toContainText('Sent', { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect
    .poll(() =>
      stack.simulator
        .log()
        .some(
          (entry) =>
            entry.type === 'accepted' &&
            entry.message.to === `whatsapp:${phone}` &&
            JSON.stringify(entry).includes('NW-90001'),
        ),
    )
    .toBe(true);
  await page.screenshot({ path: '.cache/e2e/automations-log.png' });
});
