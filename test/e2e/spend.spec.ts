import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin sees what a month cost by day, what it will come to, and goes down to the lines. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
  await admin.page.goto(`${new URL(admin.page.url()).origin}/#/admin/spend`);
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

const table = () => admin.page.getByRole('grid', { name: 'Spend' });

test('what each day cost is a picture with words, and a table', async () => {
  const { page } = admin;
  const chart = page.getByRole('img', { name: /have cost something; the dearest was/ });
  await expect(chart).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByText(/^This month will probably come to|can be said after a week/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(table().getByRole('row').nth(1)).toContainText(/^\d{4}-\d{2}-\d{2}/);
});

test('every way to tell spend apart has its rows', async () => {
  const { page } = admin;
  const by = page.getByLabel('Grouped by');
  for (const [way, name] of [
    ['Market', /\w/],
    ['Written by', /A person|The customer/],
    ['Automation', /No automation/],
    ['Conversation', /\w/],
    ['Order', /No order/],
  ] as const) {
    await by.selectOption({ label: way });
    await expect(table().getByRole('row').nth(1)).toContainText(name);
  }
});

test('a row opens its lines, and a line its conversation', async () => {
  const { page } = admin;
  await page.getByLabel('Grouped by').selectOption({ label: 'Category' });
  await table().getByRole('row').filter({ hasText: 'Sent: the provider’s fee' }).click();
  const lines = page.getByRole('dialog', { name: /^Category: Sent/ });
  await expect(lines.getByRole('row').nth(1)).toContainText('What the provider takes');
  await page.screenshot({ path: '.cache/e2e/spend-lines.png' });
  await lines.getByRole('row').nth(1).click();
  await expect(page).toHaveURL(/#\/inbox\/all\//);
  await page.goBack();
});

test('what the month would have cost by other rules and at another volume', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'What if' }).click();
  const dialog = page.getByRole('dialog', { name: 'What if' });
  await expect(dialog.getByText(/messages: .* as it was/)).toBeVisible();
  await dialog.getByLabel('By the rules of').selectOption({ label: 'September 2026' });
  await dialog.getByLabel('So many of them').fill('0');
  await expect(dialog.getByText(/ \$0\.00 as it would be| US\$0\.00 as it would be/)).toBeVisible();
  await dialog.getByLabel('So many of them').fill('200');
  await expect(dialog.getByRole('row').filter({ hasText: 'Utility templates' })).toBeVisible();
  await dialog.getByLabel('So many of them').fill('100');
  await dialog.getByLabel('Customers in').selectOption({ index: 1 });
  await dialog.getByLabel('as if they were in').selectOption({ label: 'Germany' });
  await dialog.getByLabel('Of these customers').fill('101');
  await expect(dialog.getByText('Write a whole number from 0 to 100.')).toBeVisible();
  const before = await dialog.getByText(/messages: .* as it was/).textContent();
  await dialog.getByLabel('Of these customers').fill('100');
  await expect(dialog.getByText(/messages: .* as it was/)).not.toHaveText(before ?? '');
  await page.screenshot({ path: '.cache/e2e/spend-what-if.png' });
  await page.keyboard.press('Escape');
});

test('own prices are loaded, shown with their days, and what other currencies are is stated', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Own prices' }).click();
  await expect(page.getByText('No own prices yet')).toBeVisible();
  const head = 'unit,market,category,above,amount,currency,valid_from,valid_until,source';
  const load = async (...rows: readonly string[]) => {
    const buffer = Buffer.from([head, ...rows].join('\n'));
    await page
      .getByLabel('A CSV file with your prices')
      .setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer });
  };
  await load('message,Atlantis,utility,0,0.0050,USD,2026-10-01,,');
  await expect(page.getByText('Row 2, market: “Atlantis” is no market')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/rates-wrong.png' });
  await load(
    'message,Brazil,utility,0,0.0310,BRL,2026-10-01,2027-03-31,contract of October',
    'message,Brazil,utility,100000,0.0280,BRL,2026-10-01,2027-03-31,contract of October',
    'sms_segment,North America,outbound,0,0.0083,USD,2026-01-01,,price list',
  );
  const rates = page.getByRole('grid', { name: 'Your own prices' });
  await expect(rates.getByRole('row').filter({ hasText: 'SMS segment' })).toContainText(
    'until another follows',
  );
  await expect(page.getByText('Nobody has said what BRL is in USD')).toBeVisible();
  await page.getByRole('button', { name: 'Currency and billing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Currency and billing' });
  await dialog.getByLabel('is so many USD').fill('0,18x');
  await expect(dialog.getByText('Write an amount above 0')).toBeVisible();
  await dialog.getByLabel('is so many USD').fill('0,1825');
  await page.screenshot({ path: '.cache/e2e/rates-terms.png' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 BRL counts as')).toBeVisible();
  await expect(page.getByText('Nobody has said what')).toHaveCount(0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: colorScheme === 'dark' ? 900 : 1440, height: 900 });
    await page.screenshot({ path: `.cache/e2e/rates-${colorScheme}.png` });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Currency and billing' }).click();
  await dialog.getByLabel('Currency of sums and budgets').selectOption('EUR');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Something was spent already')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back to Spend' }).click();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of the spend screen, ${colorScheme}`, async () => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme });
    await page.goto(`${new URL(page.url()).origin}/#/admin/spend`);
    await expect(table()).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.screenshot({ path: `.cache/e2e/spend-${colorScheme}.png` });
  });
}

test('without the relay the figures stay, with their time, and come back with it', async () => {
  const { page } = admin;
  await stack.stopRelay();
  await expect(
    page.getByText(/^The relay cannot be reached. These are the figures of/),
  ).toBeVisible();
  await page.reload();
  await expect(
    page.getByText(/^The relay cannot be reached. These are the figures of/),
  ).toBeVisible();
  await expect(table()).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/spend-offline.png' });
  await stack.startRelay();
  await expect(page.getByText(/^The relay cannot be reached/)).toHaveCount(0, { timeout: 30_000 });
});

test('the page complained of nothing', () => {
  expect(admin.complaints).toEqual([]);
});
