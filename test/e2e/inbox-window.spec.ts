import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The customer service window in the inbox: it is counted on the relay's clock, however wrong
 * this machine's is, and somebody is told before it closes. */

const HOUR = 3_600_000;
const MINUTE = 60_000;

let stack: Stack;
let desk: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  // This machine's clock is seven hours ahead, and nothing of it may show.
  await desk.page.addInitScript(`{
    const Real = Date;
    const now = () => Real.now() + ${7 * HOUR};
    globalThis.Date = new Proxy(Real, {
      construct: (target, given) => new target(...(given.length === 0 ? [now()] : given)),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
  }`);
  await desk.page.reload();
  const person = stack.world.people.find(({ role }) => role === 'agent');
  if (person === undefined) throw new Error('the sample has no rep');
  await desk.signIn(person);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

test('sign and list count on the relay, seven hours away from this machine', async () => {
  const { page, inbox } = desk;
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+447700900911',
    profileName: 'Clyde Rivets',
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Are the M6 rivets in?');
  await expect(inbox.row('Clyde Rivets')).toContainText('23 h 5');
  await expect(inbox.row('Clyde Rivets')).toContainText('now');
  await inbox.open('Clyde Rivets');
  await expect(page.getByRole('region', { name: 'Conversation with Clyde Rivets' })).toContainText(
    'Today',
  );
  await page.keyboard.press('m');
  await expect(page.getByText('Clyde Rivets is assigned to you')).toBeVisible();
});

const styleOf = (shown: Locator, name: string) =>
  shown.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

test('before a window closes somebody is told, and led there', async () => {
  const { page } = desk;
  const noticesOf = (one: typeof page) => one.getByRole('log', { name: 'Notices' });
  const notices = noticesOf(page);
  // Of two pages of one person that can be seen, the one in which they were last says it.
  const other = await desk.context.newPage();
  await other.goto(page.url());
  await other.getByRole('listbox').getByRole('option').first().waitFor();
  await page.reload();
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  // Whatever was told before, or comes while it is cleared away, is dismissed.
  await expect(async () => {
    const old = notices.getByRole('button', { name: 'Dismiss' });
    while ((await old.count()) > 0) await old.first().click({ timeout: 1000 });
    await expect(notices.getByText(/close/)).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await stack.advance(23 * HOUR + 2 * MINUTE);
  desk.app.resumed();
  // Several customers of the sample wrote in the same hour: they are told of together.
  await expect(notices.getByText(/^\d+ windows close within the hour$/)).toBeVisible({
    timeout: 30_000,
  });
  // Whoever wants nothing to move sees the notice, and nothing moves; where the system gives the
  // colours, it has an edge, and the part of the app that is open its mark.
  const notice = notices.locator('div').first();
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  expect(await styleOf(notice, 'animation-duration')).toBe('0s');
  expect(await styleOf(notice, 'border-top-style')).toBe('solid');
  const inboxButton = page.locator('[aria-current="page"]').getByRole('button');
  expect(await styleOf(inboxButton, 'outline-style')).toBe('solid');
  await page.emulateMedia({ reducedMotion: null, forcedColors: null });
  await expect(noticesOf(other).getByText(/windows close/)).toHaveCount(0);
  await other.close();
  await notices.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/#\/inbox\/closing/);
});

test('at zero the row, the list and the composer change by themselves', async () => {
  const { page, inbox } = desk;
  const sign = page.getByRole('main').getByRole('img', { name: /service window is open until/ });
  /** What the sign shows, ms. */
  const left = async (shape: RegExp, unit: number) => {
    await expect(sign).toHaveText(shape);
    const [, major = '0', minor = '0'] = shape.exec(await sign.innerText()) ?? [];
    return Number(major) * unit + Number(minor) * 1000;
  };
  await stack.advance((await left(/^(\d+) min$/, MINUTE)) - 2 * MINUTE);
  desk.app.resumed();
  await stack.advance((await left(/^(\d):(\d\d)$/, MINUTE)) - 5000);
  desk.app.resumed();
  await expect(inbox.row('Clyde Rivets')).toContainText(/0:\d\d/);
  await expect(desk.composer()).toBeVisible();
  // The last seconds pass by themselves; the page is not loaded again.
  await expect(page.getByText(/The window closed/)).toBeVisible();
  await expect(inbox.row('Clyde Rivets')).toBeHidden();
});

test('nobody is kept out of search, help and what closes next', async () => {
  const { page } = desk;
  const check = async (part: string) => {
    const { violations } = await new AxeBuilder({ page }).include(part).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };
  await page.keyboard.press('/');
  await page.keyboard.type('m8');
  await expect(page.getByRole('listbox', { name: 'Results' })).toBeVisible();
  await check('search');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await check('section[aria-label="Inbox"]');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await check('[role=dialog]');
  await page.keyboard.press('Escape');
});
