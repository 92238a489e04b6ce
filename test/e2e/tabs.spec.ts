import { expect, test, type Page } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Inbox, inboxOf } from './support/inbox.ts';
import { type Stack, startStack } from './support/stack.ts';

/* One person with two tabs: what is read, typed, assigned and sent in one is so in the other, and
 * each goes on showing the conversation that it was told to show. */

const ONE = 'Tyne Bolts';
const OTHER = 'Wear Washers';

let stack: Stack;
let desk: Desk;
let second: { readonly page: Page; readonly inbox: Inbox };
let name: string;
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });

function customer(address: string, profileName: string) {
  const replies = null;
  return stack.account.addCustomer({
    address,
    profileName,
    language: 'en_GB',
    readsAfterMs: 200,
    replies,
  });
}

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const [person] = stack.world.people;
  if (person === undefined) throw new Error('the sample has nobody');
  name = person.displayName;
  await desk.signIn(person);
  const page = await desk.context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(desk.page.url());
  second = { page, inbox: inboxOf(page) };
  await second.inbox.list().getByRole('option').first().waitFor();
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

const composerOf = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const sent = (page: Page) => page.getByRole('article').filter({ hasText: 'Forty boxes' });
const unread = (inbox: Inbox, who: string) => inbox.row(who).getByText(/unread message/);

test('what is read in one tab is read in the other, and each keeps what it shows', async () => {
  await customer('whatsapp:+447700900931', ONE).writes('Do you have M8?');
  await customer('whatsapp:+447700900932', OTHER).writes('And washers?');
  for (const inbox of [desk.inbox, second.inbox]) {
    await expect(unread(inbox, ONE)).toHaveText('1 unread message');
    await expect(unread(inbox, OTHER)).toHaveText('1 unread message');
  }
  await desk.inbox.open(ONE);
  await expect(unread(second.inbox, ONE)).toHaveCount(0);
  await expect(unread(second.inbox, OTHER)).toHaveText('1 unread message');
  await second.inbox.open(OTHER);
  await expect(unread(desk.inbox, OTHER)).toHaveCount(0);

  await expect(desk.inbox.row(ONE)).toHaveAttribute('aria-selected', 'true');
  await expect(desk.inbox.row(OTHER)).toHaveAttribute('aria-selected', 'false');
  await expect(second.inbox.row(OTHER)).toHaveAttribute('aria-selected', 'true');
  await expect(second.inbox.row(ONE)).toHaveAttribute('aria-selected', 'false');
});

test('what is typed in one tab is the draft in the other, whatever that shows', async () => {
  await desk.composer().fill('Forty boxes of them');
  await expect(second.inbox.row(ONE)).toContainText('Draft:');
  await expect(composerOf(second.page)).toHaveValue('');
  await second.inbox.open(ONE);
  await expect(composerOf(second.page)).toHaveValue('Forty boxes of them');
  await composerOf(second.page).fill('Forty boxes');
  await expect(desk.composer()).toHaveValue('Forty boxes');
});

test('what is sent in one tab leaves the draft of the other, and is there once', async () => {
  await desk.composer().press('Enter');
  for (const page of [desk.page, second.page]) {
    await expect(sent(page)).toHaveCount(1);
    await expect(sent(page).locator('[data-sign="read"]')).toBeVisible();
    await expect(composerOf(page)).toHaveValue('');
  }
  expect(stack.account.messages().filter(({ body }) => body === 'Forty boxes')).toHaveLength(1);
});

test('who takes a conversation over in one tab has it in the other', async () => {
  await desk.page.getByRole('button', { name: /Assign/ }).click();
  await desk.page.getByRole('menuitem', { name }).click();
  const assigned = { name: `Assigned to ${name}` };
  await expect(second.page.getByRole('button', assigned)).toBeVisible();
  await expect(second.inbox.row(ONE)).toContainText(`Assigned to ${name}`);
});

test('what is resolved in one tab leaves the list of both, and stays open where it is read', async () => {
  await desk.inbox.open(OTHER);
  await desk.page.getByRole('button', { name: 'Resolve' }).click();
  await expect(desk.inbox.row(OTHER)).toHaveCount(0);
  await expect(second.inbox.row(OTHER)).toHaveCount(0);
  const region = second.page.getByRole('region', { name: `Conversation with ${ONE}` });
  await expect(region).toBeVisible();
  await expect(second.inbox.row(ONE)).toHaveAttribute('aria-selected', 'true');
});

test('neither tab complained', () => {
  expect([...desk.complaints, ...complaints]).toEqual([]);
});
