import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* Money: the price is there before a message is sent, an admin sees what was spent, and a budget
 * holds. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+525512340010',
    profileName: 'Aceros Luján',
    language: 'en',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Can you send me the offer?');
  await admin.inbox.open('Aceros Luján');
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

async function spendScreen(): Promise<void> {
  await admin.page.goto(`${new URL(admin.page.url()).origin}/#/admin/spend`);
  await expect(admin.page.getByRole('heading', { name: 'Spend' })).toBeVisible();
}

test('the composer says what the next message costs, and what is left for free', async () => {
  const { page } = admin;
  await expect(page.getByText(/[\d,]+ free left/)).toBeVisible();
});

test('an admin sees what was spent, and sets a budget', async () => {
  const { page } = admin;
  await spendScreen();
  const month = page.getByRole('region', { name: 'This month' });
  await expect(month.getByText('No budget')).toBeVisible();
  await month.getByRole('button', { name: 'Set a budget' }).click();
  const amount = page.getByRole('textbox', { name: 'At the most, in USD' });
  await amount.fill('-5');
  await expect(page.getByText('Write an amount such as 250 or 99.50.')).toBeVisible();
  await amount.fill('0.001');
  await amount.press('Enter');
  await expect(month.getByText(/of (US)?\$0\.001/)).toBeVisible();
});

test('nobody is kept out of the screen', async () => {
  const { violations } = await new AxeBuilder({ page: admin.page })
    .exclude('[data-live-announcer]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
});

test('a message that would pass the budget waits, with the reason', async () => {
  const { page, inbox } = admin;
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await inbox.open('Aceros Luján');
  await admin.composer().fill('Is it there yet?');
  await admin.composer().press('Enter');
  await expect(page.getByText('A budget of your company is used up.').first()).toBeVisible();
});

test('wrong rows of the own prices are named, and right ones are saved', async () => {
  const { page } = admin;
  await spendScreen();
  await page.getByRole('button', { name: 'Own prices' }).click();
  const header = 'unit,market,category,amount,currency,valid_from';
  const load = (row: string) =>
    page.getByLabel('A CSV file with your prices').setInputFiles({
      name: 'prices.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${header}\n${row}\n`),
    });
  await load('message,Atlantis,utility,0.005,USD,2026-10-01');
  await expect(page.getByText('Row 2, market: “Atlantis” is no market')).toBeVisible();
  await load('message,Brazil,utility,0.005,USD,2026-10-01');
  await expect(page.getByText('One price is saved')).toBeVisible();
  expect(admin.complaints).toEqual([]);
});
