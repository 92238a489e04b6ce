import { expect, test, type Locator } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The inbox as a team works in it: parts and order, finding an old message, commands by key, who
 * else is there. Real simulator, relay, database, cores and browsers. */

let stack: Stack;
let first: Desk;
let second: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  first = await openDesk(stack, browser);
  second = await openDesk(stack, browser, { colorScheme: 'dark' });
  const [one, other] = stack.world.people;
  if (one === undefined || other === undefined) throw new Error('the sample has no two people');
  await first.signIn(one);
  await second.signIn(other);
});

test.afterAll(async () => {
  await first.close();
  await second.close();
  await stack.close();
});

/** A new customer of this test's own. */
function customer(address: string, profileName: string) {
  return stack.account.addCustomer({
    address,
    profileName,
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
}

/** The open windows of the rows in minutes, by their signs alone: messages speak of times too. */
async function minutesLeft(rows: Locator): Promise<readonly number[]> {
  const texts = await rows.getByTitle(/window is open until/).allInnerTexts();
  return texts.flatMap((text) => {
    const sign = /(\d+) h (\d\d)|(\d+) min|(\d+):(\d\d)/.exec(text);
    if (sign === null) return [];
    const [, hours, rest, minutes, under, seconds] = sign.map(Number);
    if (hours !== undefined && !Number.isNaN(hours)) return [hours * 60 + (rest ?? 0)];
    if (minutes !== undefined && !Number.isNaN(minutes)) return [minutes];
    return [(under ?? 0) + (seconds ?? 0) / 60];
  });
}

test('each part of the inbox holds what its count says, and is remembered in the address', async () => {
  const { page, inbox } = first;
  const menu = page.getByRole('menu', { name: 'Part of the inbox' });
  const filter = page.getByRole('button', { name: 'Show another part of the inbox' });
  for (const part of ['Mine', 'Unassigned', 'Window closed', 'Resolved', 'All']) {
    await filter.click();
    const item = menu.getByRole('menuitem', { name: part });
    const count = Number((await item.innerText()).match(/\d+$/)?.[0]);
    expect(count).toBeGreaterThan(0);
    await item.click();
    await expect(filter).toContainText(`${part}${count}`);
    // The last row says which of how many it is; each press may load one more page.
    const last = inbox.list().getByRole('option').last();
    await expect(async () => {
      await inbox.list().press('End');
      await expect(last).toHaveAttribute('aria-posinset', String(count), { timeout: 200 });
    }).toPass({ intervals: [20] });
    await expect(last).toHaveAttribute('aria-setsize', String(count));
    await inbox.list().press('Home');
  }
});

test('what closes next is one key away, the least left first', async () => {
  const { page, inbox } = first;
  await page.keyboard.press('w');
  await expect(page).toHaveURL(/#\/inbox\/closing/);
  const rows = inbox.list().getByRole('option');
  await expect(rows.first()).toContainText(/min|:/);
  const left = await minutesLeft(rows);
  expect(left.length).toBeGreaterThan(4);
  expect(left).toEqual(left.toSorted((a, b) => a - b));
  expect(Math.max(...left)).toBeLessThanOrEqual(240);
  await page.keyboard.press('w');
  await expect(page).toHaveURL(/#\/inbox\/all/);
});

test('the order by window is kept, and holds after a reload', async () => {
  const { page, inbox } = first;
  const rows = inbox.list().getByRole('option');
  const newest = await rows.first().innerText();
  await page.getByRole('button', { name: 'Order: Newest message first' }).click();
  await page.getByRole('menuitem', { name: 'Least window left first' }).click();
  await expect(rows.first()).not.toHaveText(newest);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Order: Least window left first' })).toBeVisible();
  await rows.first().waitFor();
  const left = await minutesLeft(rows);
  expect(left).toEqual(left.toSorted((a, b) => a - b));
  await page.getByRole('button', { name: 'Order: Least window left first' }).click();
  await page.getByRole('menuitem', { name: 'Newest message first' }).click();
  await expect(rows.first()).toContainText(newest.split('\n')[0] ?? '');
});

test('what a sign means is said on hover and on focus, and Escape takes only that away', async () => {
  const { page } = first;
  const search = page.getByRole('button', { name: 'Search', exact: true });
  const tip = page.getByRole('tooltip');
  await search.hover();
  await expect(tip).toContainText('Search');
  await expect(search).toHaveAccessibleDescription(/Search/);
  await page.mouse.move(700, 10);
  await expect(tip).toHaveCount(0);
  await page.keyboard.press('Tab');
  await search.focus();
  await expect(tip).toContainText('Search');
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await expect(search).toBeFocused();
});

/** Whether something lies within what can be seen of the messages. */
function isInSight(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const scroller = element.closest('[role="region"]')?.getBoundingClientRect();
    return scroller !== undefined && box.top >= scroller.top && box.bottom <= scroller.bottom;
  });
}

test('a search opens an old message in its place, from where one scrolls both ways', async () => {
  const { page } = first;
  const buyer = customer('whatsapp:+447700900901', 'Tyneside Anchors');
  for (let line = 1; line <= 110; line += 1) await buyer.writes(`Line ${line} of the long order`);
  await expect(first.inbox.row('Tyneside Anchors')).toContainText('Line 110 of the long order');

  await page.keyboard.press('/');
  await page.keyboard.type('line 20 lon');
  const results = page.getByRole('listbox', { name: 'Results' });
  await expect(results.getByRole('option')).toHaveCount(1);
  await expect(results.getByRole('option')).toContainText('Line 20 of the long order');
  await expect(results.locator('mark')).toHaveText(['Line', '20', 'long']);
  await page.keyboard.press('Enter');
  const message = (line: number) =>
    page.getByRole('article').filter({ hasText: new RegExp(`Line ${line} of the long order`) });
  await expect(message(20)).toBeVisible();
  await expect.poll(() => isInSight(message(20))).toBe(true);
  // The field keeps the focus, so that the next result is one key away.
  await expect(page.getByRole('combobox')).toBeFocused();

  await buyer.writes('And one more thing');
  const jump = page.getByRole('button', { name: '1 new message, jump to it' });
  await expect(jump).toBeVisible();
  await expect(message(20)).toBeVisible();
  await expect.poll(() => isInSight(message(20))).toBe(true);

  const scroller = page.getByRole('region', { name: 'Messages with Tyneside Anchors' });
  const toLast = async (line: number, by: number) => {
    await scroller.hover();
    await expect(async () => {
      await page.mouse.wheel(0, by);
      await expect(message(line)).toBeVisible({ timeout: 50 });
      expect(await isInSight(message(line))).toBe(true);
    }).toPass({ timeout: 10_000, intervals: [20] });
  };
  await toLast(1, -700);
  await toLast(60, 300);
  await toLast(100, 300);
  await jump.click();
  const newest = page.getByRole('article').filter({ hasText: 'And one more thing' });
  await expect(newest).toBeVisible();
  await expect(jump).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(first.inbox.list()).toBeVisible();

  // The place is in the address: it is there again after a reload.
  await page.reload();
  await expect(message(20)).toBeVisible();
  await expect.poll(() => isInSight(message(20))).toBe(true);
});

test('nothing found says so, and leads back', async () => {
  const { page } = first;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzzz nobody');
  await expect(page.getByText('Nothing found for “zzzz nobody”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Find a customer or a message')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(first.inbox.list()).toBeVisible();
});

test('assigning, resolving and reopening by key, each taken back by key', async () => {
  const { page, inbox } = first;
  const [me, colleague] = stack.world.people;
  await customer('whatsapp:+447700900902', 'Solent Tools').writes('Hello there');
  await inbox.open('Solent Tools');
  await page.keyboard.press('m');
  await expect(page.getByText('Solent Tools is assigned to you')).toBeVisible();
  const assigned = (name: string) => page.getByRole('button', { name: `Assigned to ${name}` });
  await expect(assigned(me?.displayName ?? '')).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByRole('button', { name: 'Assign', exact: true })).toBeVisible();

  await page.keyboard.press('a');
  await page.getByRole('menuitem', { name: colleague?.displayName ?? '' }).click();
  await expect(assigned(colleague?.displayName ?? '')).toBeVisible();
  await expect(
    page.getByText(`${colleague?.displayName} looks after this conversation.`),
  ).toBeVisible();

  await page.keyboard.press('e');
  await expect(inbox.row('Solent Tools')).toBeHidden();
  await page.keyboard.press('z');
  await expect(inbox.row('Solent Tools')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resolve' })).toBeVisible();

  // The same from the list, without opening: the cursor stands on it.
  await page.keyboard.press('j');
  await page.keyboard.press('Home');
  await expect(inbox.row('Solent Tools')).toHaveAttribute('data-cursor', 'true');
  await page.keyboard.press('e');
  await expect(inbox.row('Solent Tools')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(inbox.row('Solent Tools')).toBeVisible();
});

test('each sees where the other is and that they write', async () => {
  await first.inbox.open('Solent Tools');
  await second.inbox.open('Solent Tools');
  const [me, colleague] = stack.world.people.map(({ displayName }) => displayName.split(' ')[0]);
  await expect(second.page.getByRole('main').getByText(`${me} is looking`)).toBeVisible();
  await expect(first.inbox.row('Solent Tools')).toContainText(`${colleague} is looking`);
  await second.composer().pressSequentially('Good mor');
  // Whoever stops typing is soon no longer said to write: all three are looked for at once.
  await Promise.all([
    expect(first.page.getByRole('main').getByText(`${colleague} is writing…`)).toBeVisible(),
    expect(first.inbox.row('Solent Tools')).toContainText(`${colleague} is writing…`),
    expect(first.page.getByText(`${colleague} answers here too`)).toBeVisible(),
  ]);
  await first.page.screenshot({ path: '.cache/e2e/collision.png' });
  await second.composer().fill('');
  await expect(first.page.getByText(`${colleague} answers here too`)).toBeHidden();
  await expect(first.page.getByRole('main').getByText(`${colleague} is looking`)).toBeVisible();
  await second.page.close();
  await expect(first.page.getByRole('main').getByText(`${colleague} is looking`)).toBeHidden();
});

test('the keys are all told in one place', async () => {
  const { page } = first;
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('neither page complained', () => {
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
