import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* Two people at their desks, a relay that goes away and comes back, and eyes of every kind. */

let stack: Stack;
let first: Desk;
let second: Desk;

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  first = await openDesk(stack, browser);
  second = await openDesk(stack, browser, { colorScheme: 'dark' });
  const [one, two] = stack.world.people;
  if (one === undefined || two === undefined) throw new Error('the sample has no two people');
  await first.signIn(one);
  await second.signIn(two);
});

test.afterAll(async () => {
  await first.close();
  await second.close();
  await stack.close();
});

test.describe.configure({ mode: 'serial' });

test('what one person does, the other sees at once', async () => {
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+447700900456',
    profileName: 'Mersey Fixings',
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Is the pallet on its way?');
  await first.inbox.open('Mersey Fixings');
  await second.inbox.open('Mersey Fixings');
  await first.composer().fill('It left this morning.');
  await first.page.keyboard.press('Enter');
  const seen = second.page.getByRole('article').filter({ hasText: 'It left this morning.' });
  await expect(seen).toBeVisible();

  const [, colleague] = stack.world.people;
  await first.page.getByRole('button', { name: /Assign/ }).click();
  await first.page.getByRole('menuitem', { name: colleague?.displayName ?? '' }).click();
  await expect(
    second.page.getByRole('button', { name: `Assigned to ${colleague?.displayName}` }),
  ).toBeVisible();
  await second.page.getByRole('button', { name: 'Resolve' }).click();
  await expect(first.inbox.row('Mersey Fixings')).toBeHidden();
  await buyer.writes('Thank you. One more thing');
  await expect(first.inbox.row('Mersey Fixings')).toContainText('One more thing');
});

test('without the relay reading and writing go on, and what was written goes out once', async () => {
  const { page, inbox } = first;
  await inbox.open('Mersey Fixings');
  await stack.stopRelay();
  await expect(page.getByText(/Offline since/)).toBeVisible({ timeout: 30_000 });
  await first.composer().fill('We will bring it along.');
  await page.keyboard.press('Enter');
  const waiting = page.getByRole('article').filter({ hasText: 'We will bring it along.' });
  await expect(waiting).toContainText('Waits for the connection');
  await expect(page.getByText(/1 thing waits to be sent/)).toBeVisible();

  await stack.startRelay();
  await expect(waiting.locator('[data-sign="read"]')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Offline since/)).toBeHidden();
  const sent = stack.account.messages().filter(({ body }) => body === 'We will bring it along.');
  expect(sent).toHaveLength(1);
});

for (const [name, desk] of [
  ['light', () => first],
  ['dark', () => second],
] as const) {
  test(`nobody is kept out: ${name}`, async () => {
    const { page } = desk();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

test('on a narrow window list and conversation take turns', async () => {
  const { page, inbox } = first;
  await page.setViewportSize({ width: 700, height: 900 });
  await expect(inbox.list()).toBeHidden();
  await page.getByRole('button', { name: 'Back to the inbox' }).click();
  await expect(inbox.list()).toBeVisible();
  await expect(first.composer()).toBeHidden();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(700);
});

test('what is typed survives a reload of the page', async () => {
  const { page, inbox } = second;
  await inbox.open('Mersey Fixings');
  await second.composer().fill('Half a sentence');
  await page.reload();
  await inbox.open('Mersey Fixings');
  await expect(second.composer()).toHaveValue('Half a sentence');
});

test('neither page complained', () => {
  const offline = /WebSocket|ERR_CONNECTION/;
  const complaints = [...first.complaints, ...second.complaints];
  expect(complaints.filter((line) => !offline.test(line))).toEqual([]);
});
