import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* What was sent and did not go out yet: without a connection, past the end of the window, and
 * when the provider does not say whether it took it. */

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;
const NAME = 'Tornillos del Norte';
const ADDRESS = 'whatsapp:+525512340020';

let stack: Stack;
let desk: Desk;
let buyer: ReturnType<Stack['account']['addCustomer']>;

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'agent');
  if (person === undefined) throw new Error('the sample has no rep');
  await desk.signIn(person);
  buyer = stack.account.addCustomer({
    address: ADDRESS,
    profileName: NAME,
    language: 'en',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Do you have M8 in steel?');
  await desk.inbox.open(NAME);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

test.describe.configure({ mode: 'serial' });

const article = (text: string) => desk.page.getByRole('article').filter({ hasText: text });
const bodiesSent = () =>
  stack.account
    .messages()
    .filter(({ to }) => to === ADDRESS)
    .map(({ body }) => body);

async function send(text: string) {
  await desk.composer().fill(text);
  await desk.composer().press('Enter');
  await expect(article(text).first()).toBeVisible();
}

test('offline, what waits is edited and cancelled, and the rest goes out once and in order', async () => {
  const { page } = desk;
  await stack.stopRelay();
  await expect(page.getByText(/Offline since \d\d:\d\d/)).toBeVisible({ timeout: 30_000 });
  await send('First, yes.');
  await send('Second, with a mistake.');
  await send('Third, better not.');
  await send('Fourth, the price is 12.');
  await expect(
    page.getByText(/4 things wait to be sent.*Reading, search and drafts/),
  ).toBeVisible();
  await expect(article('First, yes.')).toContainText(/it goes out until tomorrow at \d\d:\d\d/);

  await article('Third, better not.').getByRole('button', { name: 'Cancel' }).click();
  await expect(article('Third, better not.')).toContainText('Cancelled before it went out.');
  await desk.composer().fill('typed meanwhile');
  await article('Second, with').getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(desk.composer()).toHaveValue('Second, with a mistake.\n\ntyped meanwhile');
  await send('Second, corrected.');
  await expect(page.getByText(/3 things wait to be sent/)).toBeVisible();

  await stack.startRelay();
  await expect(article('Second, corrected.').locator('[data-sign="read"]')).toBeVisible({
    timeout: 45_000,
  });
  await expect(page.getByText(/Offline since/)).toBeHidden();
  expect(bodiesSent()).toEqual(['First, yes.', 'Fourth, the price is 12.', 'Second, corrected.']);
});

test('in doubt, it says that the provider is asked, what comes later waits, and a person decides', async () => {
  const { page } = desk;
  stack.simulator.faults.set({ kind: 'error-before', status: 500 });
  await send('Did this go out?');
  await expect(article('Did this go out?')).toContainText('Checking with the provider');
  await send('This one comes after it.');
  await expect(article('This one comes after it.')).toContainText(
    'Waits for the message before it',
  );
  // The relay has this one already: only its word that it did not go out brings the text back.
  await send('Taken back in time.');
  await article('Taken back in time.').getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(desk.composer()).toHaveValue('Taken back in time.');
  await desk.composer().fill('');
  await stack.advance(61 * SECOND);
  await expect(article('This one comes after it.').locator('[data-sign="read"]')).toBeVisible({
    timeout: 30_000,
  });
  const doubtful = article('Did this go out?');
  await expect(doubtful).toContainText('The provider did not say whether it took this message.');
  await expect(doubtful).toContainText('It stays here as sent.');
  await expect(doubtful).toContainText('comes back into the composer');
  await doubtful.getByRole('button', { name: 'It did not: send again' }).click();
  await expect(desk.composer()).toHaveValue('Did this go out?');
  await expect(doubtful.getByText('Cancelled before it went out.')).toBeVisible();
  await desk.composer().press('Enter');
  await expect(page.getByRole('article').last().locator('[data-sign="read"]')).toBeVisible();
  await expect(article('Taken back in time.')).toContainText('Cancelled before it went out.');
  expect(bodiesSent().slice(3)).toEqual(['This one comes after it.', 'Did this go out?']);
});

test('taken by the provider without an answer, it is found there and sent no second time', async () => {
  stack.simulator.faults.set({ kind: 'timeout-after', how: 'reset' });
  stack.simulator.faults.set({ kind: 'lose', callbacks: 'status', next: 1 });
  await send('The answer to this is lost.');
  const sent = article('The answer to this is lost.');
  await expect(sent.locator('[data-sign="read"]')).toBeVisible({ timeout: 30_000 });
  expect(bodiesSent().filter((body) => body === 'The answer to this is lost.')).toHaveLength(1);
});

test('what outlives its window offline is held back with its text, and a template is offered', async () => {
  const { page } = desk;
  await buyer.writes('When will it come?');
  await expect(article('When will it come?')).toBeVisible();
  // Two minutes before the end; the window closes two minutes early for everyone.
  await stack.advance(24 * HOUR - 4 * MINUTE);
  desk.app.resumed();
  const region = page.getByRole('region', { name: `Conversation with ${NAME}` });
  await expect(region.getByText(/^[01]:\d\d$/)).toBeVisible();
  await stack.stopRelay();
  await expect(page.getByText(/Offline since/)).toBeVisible({ timeout: 30_000 });
  await send('Delivered on Friday at ten.');
  await expect(article('Delivered on Friday')).toContainText(/it goes out until \d\d:\d\d/);
  await stack.advanceStopped(3 * MINUTE);
  await stack.startRelay();
  const held = article('Delivered on Friday');
  await expect(held).toContainText('Not sent: the customer service window had closed.', {
    timeout: 45_000,
  });
  await held.getByRole('button', { name: 'Send a template' }).click();
  await expect(page.getByRole('region', { name: 'Kept draft' })).toContainText(
    'Delivered on Friday at ten.',
  );
  await expect(page.getByRole('searchbox', { name: 'Search templates' })).toBeFocused();
  // The list is longer than its place: it can be scrolled by keys, and nobody is kept out.
  await page.setViewportSize({ width: 1440, height: 600 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(bodiesSent()).not.toContain('Delivered on Friday at ten.');
});

test('a Casement that is too old for the relay says so, shows what it has, and keeps what is sent', async () => {
  const { page } = desk;
  await buyer.writes('Are you still there?');
  await expect(article('Are you still there?')).toBeVisible();
  await desk.stopCore();
  await desk.startCore('0.0.9');
  await page.goto(desk.openUrl);
  await expect(
    page.getByText('This Casement needs an update before it can talk to your relay.'),
  ).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/reading, search and drafts work/)).toBeVisible();
  await desk.inbox.open(NAME);
  await expect(article('Are you still there?')).toBeVisible();
  await send('Yes, after the update.');
  await desk.stopCore();
  await desk.startCore();
  await page.goto(desk.openUrl);
  await desk.inbox.open(NAME);
  await expect(article('Yes, after the update.').locator('[data-sign="read"]')).toBeVisible({
    timeout: 30_000,
  });
  expect(bodiesSent().filter((body) => body === 'Yes, after the update.')).toHaveLength(1);
});

test('the page threw nothing, and asked for nothing that its policy forbids', () => {
  const offline = /WebSocket|ERR_CONNECTION/;
  expect(desk.complaints.filter((line) => !offline.test(line))).toEqual([]);
});
