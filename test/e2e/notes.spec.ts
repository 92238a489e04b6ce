import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* Two colleagues who write to each other beside the conversation with a customer. */

let stack: Stack;
let first: Desk;
let second: Desk;
let names: readonly string[];

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  first = await openDesk(stack, browser);
  second = await openDesk(stack, browser, { colorScheme: 'dark' });
  const [one, two] = stack.world.people;
  if (one === undefined || two === undefined) throw new Error('the sample has no two people');
  names = [one.displayName, two.displayName];
  await first.signIn(one);
  await second.signIn(two);
});

test.afterAll(async () => {
  await first.close();
  await second.close();
  await stack.close();
});

test.describe.configure({ mode: 'serial' });

test('a note names a colleague, who is led to it; the customer gets nothing', async () => {
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+447700900457',
    profileName: 'Humber Tools',
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Can you deliver by Friday?');
  const { page } = first;
  await first.inbox.open('Humber Tools');
  await first.composer().fill('Dear buyer');
  await page.getByRole('button', { name: 'Note', exact: true }).click();
  const note = page.getByRole('textbox', { name: 'Note for your team' });
  await expect(page.getByText('Note – only your team sees this')).toBeVisible();
  await note.pressSequentially('Check the stock, @');
  await note.pressSequentially((names[1] ?? '').slice(0, 3));
  await expect(page.getByRole('option', { name: names[1] ?? '', exact: true })).toBeVisible();
  await note.press('Enter');
  await expect(note).toHaveValue(`Check the stock, @${names[1] ?? ''} `);
  await note.press('Enter');
  await expect(page.getByRole('article', { name: /Private note by/ })).toContainText(
    `Check the stock, @${names[1] ?? ''}`,
  );
  await expect(note).toHaveValue('');

  // Others may tell of windows that close at this time of the day.
  const notices = second.page.getByRole('log', { name: 'Notices' }).locator('> div');
  const told = notices.filter({ hasText: 'named you in a note' });
  await expect(told).toContainText('Humber Tools');
  await told.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(second.page.getByRole('article', { name: /Private note by/ })).toContainText(
    'Check the stock',
  );

  // The reply is as it was, and goes without the note.
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(first.composer()).toHaveValue('Dear buyer');
  await first.composer().press('Enter');
  const sent = () => stack.account.messages().map(({ body }) => body);
  await expect.poll(sent).toContain('Dear buyer');
  expect(sent().filter((body) => body.includes('Check the stock'))).toEqual([]);
});

test('a note is found by its words, and leads to where it stands', async () => {
  const { page } = second;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search customers and messages' }).fill('check the sto');
  const found = page.getByRole('group', { name: 'Private notes' }).getByRole('option');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('Check the stock');
  await page.screenshot({ path: '.cache/e2e/note-found.png' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /Private note by/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');
});

for (const desk of ['light', 'dark'] as const) {
  test(`nothing about notes is hard to read or to reach, ${desk}`, async () => {
    const { page } = desk === 'light' ? first : second;
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await page.getByRole('textbox', { name: 'Note for your team' }).fill('Half a thought');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

test('a note waits while the relay is away, and goes when it is back', async () => {
  const { page } = first;
  await stack.stopRelay();
  const note = page.getByRole('textbox', { name: 'Note for your team' });
  await note.fill('Written on the train');
  await note.press('Enter');
  const card = page.getByRole('article', { name: /Private note by/ }).filter({ hasText: 'train' });
  await expect(card).toContainText('Waits for the relay');
  await stack.startRelay();
  await expect(
    second.page.getByRole('article', { name: /Private note by/ }).filter({ hasText: 'train' }),
  ).toBeVisible();
  await expect(card).not.toContainText('Waits for the relay');
  await card.hover();
  await card.getByRole('button', { name: 'Remove note' }).click();
  await expect(second.page.getByText(/Note removed by/)).toBeVisible();
});
