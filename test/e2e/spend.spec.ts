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
  await page.screenshot({ path: '.cache/e2e/spend-what-if.png' });
  await page.keyboard.press('Escape');
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
