import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin sets budgets of a category and a sender, sees what they stop, and lets it out again. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

const table = () => admin.page.getByRole('grid', { name: 'Budgets' });
const rowOf = (name: string) => table().getByRole('row').filter({ hasText: name });

async function goToBudgets(): Promise<void> {
  const { page } = admin;
  await page.goto(`${new URL(page.url()).origin}/#/admin/spend`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Budgets', exact: true }).click();
}

test('a budget of one category is set, with what it stops and when it tells', async () => {
  const { page } = admin;
  await goToBudgets();
  await expect(page.getByText('No budget is set')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/budgets-empty.png' });
  await page.getByRole('button', { name: 'New budget' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New budget' });
  await dialog.getByRole('radio', { name: 'Category' }).check({ force: true });
  await dialog.getByLabel('Category').last().selectOption({ label: 'Marketing templates' });
  await dialog.getByLabel(/^At the most/).fill('250');
  await dialog.getByLabel('Marketing templates').last().selectOption({ label: 'Stop at 80 %' });
  await dialog.getByLabel(/^Shares that are told of/).fill('60, 90, 100');
  await page.screenshot({ path: '.cache/e2e/budgets-dialog.png' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf('Marketing templates')).toContainText('$250.00');
  await expect(rowOf('Marketing templates')).toContainText('stop at 80 %');
});

test('a budget below what is used says so, stops at once, and what waits goes out when it is raised', async () => {
  const { page } = admin;
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+447700900811',
    profileName: 'Severn Fasteners',
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await page.getByRole('button', { name: 'New budget' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New budget' });
  await dialog.getByLabel(/^At the most/).fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf('Everything')).toContainText('100 % reached');
  await buyer.writes('Do you have M6 rivets?');
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await admin.inbox.open('Severn Fasteners');
  await admin.composer().fill('Yes, 4,000 of them');
  await admin.composer().press('Enter');
  await expect(page.getByText('A budget of your company is used up.').first()).toBeVisible();
  await goToBudgets();
  await expect(page.getByText('1 message waits because of a budget.')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/budgets-stopped.png' });
  await rowOf('Everything').click();
  const change = page.getByRole('dialog', { name: 'Everything' });
  await change.getByLabel('Another amount for a while').selectOption({ label: 'For 4 hours' });
  await change.getByLabel(/^Amount until then/).fill('50');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf('Everything')).toContainText('$50.00 until');
  await page.getByRole('button', { name: 'Send what fits' }).click();
  await expect(page.getByText('1 message is on its way again')).toBeVisible();
  const sent = () => stack.account.messages().map(({ body }) => body);
  await expect.poll(sent).toContain('Yes, 4,000 of them');
});

test('an admin is told of what was reached, and puts it away', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Back to Spend' }).click();
  const notices = page.getByRole('region', { name: 'Budgets that come to their end' });
  await expect(notices).toContainText(/Everything has used 100 % of .*1.00 for this month/);
  await expect(page.getByRole('img', { name: '1 notice for admins' })).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/budget-notice.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 900, height: 800 });
  await page.screenshot({ path: '.cache/e2e/budget-notice-dark.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await notices.getByRole('button', { name: 'Put the notice on Everything away' }).click();
  await expect(notices).toBeHidden();
  await expect(page.getByRole('img', { name: /for admins/ })).toBeHidden();
});

test('who writes sees what a message costs and what a budget has left after it', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await admin.inbox.open('Severn Fasteners');
  const price = page.getByRole('img', { name: /^Service messages, United Kingdom/ });
  await expect(price).toHaveAccessibleName(/is left in the budget of Everything for this month/);
  await price.hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/price-hint.png' });
});

test('what is taken for an unknown price is set and taken back', async () => {
  const { page } = admin;
  await goToBudgets();
  await page.getByRole('button', { name: 'Unknown prices' }).click();
  const dialog = page.getByRole('dialog', { name: 'Unknown prices' });
  await dialog.getByLabel(/^Take such a message to cost/).fill('0.15');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Unknown prices' }).click();
  await expect(dialog.getByLabel(/^Take such a message to cost/)).toHaveValue(/^0\.15/);
  await dialog.getByRole('button', { name: 'Stop such messages' }).click();
  await expect(page.getByText('Messages without a price are stopped again')).toBeVisible();
});

test('a team is made, somebody joins it, and it has a budget of its own', async () => {
  const { page } = admin;
  await page.goto(`${new URL(page.url()).origin}/#/admin/people`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Teams' }).click();
  await page.screenshot({ path: '.cache/e2e/teams-empty.png' });
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Wholesale');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Back to the people' }).click();
  const people = page.getByRole('grid', { name: 'People' });
  const rep = stack.world.people.find(({ role }) => role === 'agent');
  const row = people.getByRole('row').filter({ hasText: rep?.email ?? '' });
  await row.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Team').selectOption({ label: 'Wholesale' });
  await page.screenshot({ path: '.cache/e2e/team-of-person.png' });
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(row).toContainText('Wholesale');
  await page.getByRole('button', { name: 'Teams' }).click();
  const teams = page.getByRole('grid', { name: 'Teams' });
  await expect(teams.getByRole('row').filter({ hasText: 'Wholesale' })).toContainText(
    rep?.displayName ?? '',
  );
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: '.cache/e2e/teams.png' });
  await page.emulateMedia({ colorScheme: 'light' });

  await goToBudgets();
  await page.getByRole('button', { name: 'New budget' }).first().click();
  const budget = page.getByRole('dialog', { name: 'New budget' });
  await budget.getByRole('radio', { name: 'Team' }).check({ force: true });
  await budget.getByLabel(/^At the most/).fill('90');
  await budget.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf('Wholesale')).toContainText('$90.00');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of the budgets, ${colorScheme}`, async () => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.screenshot({ path: `.cache/e2e/budgets-${colorScheme}.png` });
    await page.setViewportSize({ width: 900, height: 800 });
    await page.screenshot({ path: `.cache/e2e/budgets-narrow-${colorScheme}.png` });
    await page.setViewportSize({ width: 1440, height: 900 });
  });
}

test('the page complained of nothing', () => {
  expect(admin.complaints).toEqual([]);
});
