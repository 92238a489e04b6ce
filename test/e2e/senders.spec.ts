import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin says which sender begins conversations with which country; whoever begins one sees the
 * sender and why, and can take another. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find((one) => one.role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

test('a sender is for a country', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('link', { name: 'Senders' }).click();
  const sms = page.getByRole('row').filter({ hasText: 'SMS' }).first();
  await sms.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Contacts in' }).selectOption('France');
  await dialog.getByRole('combobox', { name: 'Contacts in' }).selectOption('Italy');
  await dialog.getByRole('button', { name: 'Take out Italy' }).click();
  await page.screenshot({ path: '.cache/e2e/senders-dialog.png' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(sms).toContainText('France');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.screenshot({ path: `.cache/e2e/senders-${colorScheme}.png` });
  }
});

test('it begins there, says why, and can be changed', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await page.getByRole('button', { name: /New conversation/ }).click();
  await page.getByRole('searchbox').last().fill('+33 6 12 34 56 78');
  await page.getByRole('option', { name: /\+33 6 12 34 56 78/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox').locator('option:checked')).toContainText('SMS');
  await expect(dialog.getByText('This sender is for contacts of this country.')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/senders-start.png' });
  await dialog.getByRole('combobox').selectOption({ index: 0 });
  await expect(dialog.getByText('This sender is for contacts of this country.')).toHaveCount(0);
});
