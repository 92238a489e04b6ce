import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { codeOf } from '../support/totp.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* Who works here: invited by a link, signed in with a second step, let in as programs, and signed
 * out from afar. */

const GRACE = { email: 'grace@northwind.example', password: 'a password of her own' };

let stack: Stack;
let admin: Desk;
let grace: Desk;

/** What keeps people out of a page. */
async function faultsOf(page: Page): Promise<string[]> {
  // What was said aloud names the button that was busy, which is gone.
  const whole = new AxeBuilder({ page }).exclude('[data-live-announcer]');
  const { violations } = await whole.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  grace = await openDesk(stack, browser);
  const found = stack.world.people.find(({ role }) => role === 'admin');
  if (found === undefined) throw new Error('the sample has no admin');
  await admin.signIn(found);
  await admin.page.goto(`${new URL(admin.page.url()).origin}/#/admin/people`);
});

test.afterAll(async () => {
  await grace.close();
  await admin.close();
  await stack.close();
});

test('a colleague is invited by a link, chooses a password, and comes in', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('grace@');
  await dialog.getByLabel('Name').fill('Grace Hopper');
  await dialog.getByRole('button', { name: 'Invite somebody' }).click();
  await expect(dialog.getByText('This is not a whole e-mail address')).toBeVisible();
  await dialog.getByLabel('E-mail').fill(GRACE.email);
  await dialog.getByRole('button', { name: 'Invite somebody' }).click();
  const link = await dialog.getByText(/^http:/).textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('region', { name: 'Open links' })).toContainText(GRACE.email);

  const invited = await grace.context.newPage();
  await invited.goto(String(link));
  await invited.getByLabel('Password').fill(GRACE.password);
  await invited.getByLabel('Once more').fill(GRACE.password);
  await invited.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(invited.getByText('sign in', { exact: false }).first()).toBeVisible();
  await invited.close();
  await grace.signIn(GRACE);
  await expect(page.getByRole('row', { name: /Grace Hopper/ })).toContainText('Agent');
});

test('a second step is switched on, asked for at the next sign-in, and a wrong code is said', async () => {
  const { page } = grace;
  await page.getByRole('button', { name: /your account/ }).click();
  await page.getByRole('menuitem', { name: 'Your sign-in' }).click();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByLabel('Your password').fill('not hers');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('This is not your password.', { exact: false })).toBeVisible();
  await page.getByLabel('Your password').fill(GRACE.password);
  await page.getByRole('button', { name: 'Switch on' }).click();
  const secret = await page.locator('code').first().textContent();
  const code = () => codeOf(`otpauth://totp/x?secret=${secret}`);
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const [backup = ''] = await page
    .getByRole('listitem')
    .filter({ has: page.locator('code') })
    .allTextContents();
  await page.getByRole('textbox', { name: 'Code' }).fill(code());
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('On: signing in asks for a code')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Password', { exact: true }).fill(GRACE.password);
  await page.getByLabel('E-mail').fill(GRACE.email);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Code' }).fill('12');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter the six digits that the app shows, or a whole')).toBeVisible();
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(
    page.getByText('The code is not right, or it is too old.', { exact: false }),
  ).toBeVisible();
  await page.getByRole('textbox', { name: 'Code' }).fill(backup);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('listbox', { name: 'Conversations' })).toBeVisible();
});

test('a company that asks for it has it set up before anybody goes on', async ({ browser }) => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Ask everybody for it' }).click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('Everybody signs in with a second step')).toBeVisible();
  const agent = stack.world.people.find(({ role }) => role === 'agent');
  if (agent === undefined) throw new Error('the sample has no agent');
  const desk = await openDesk(stack, browser);
  await desk.page.getByLabel('E-mail').fill(agent.email);
  await desk.page.getByLabel('Password', { exact: true }).fill(agent.password);
  await desk.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(desk.page.getByRole('heading', { name: 'Set up your second step' })).toBeVisible();
  expect(await faultsOf(desk.page)).toEqual([]);
  const secret = await desk.page.locator('code').first().textContent();
  await desk.page
    .getByRole('textbox', { name: 'Code' })
    .fill(codeOf(`otpauth://totp/x?secret=${secret}`));
  await desk.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(desk.page.getByRole('listbox', { name: 'Conversations' })).toBeVisible();
  await desk.close();
  await page.getByRole('button', { name: 'Leave it to each' }).click();
  await expect(page.getByRole('button', { name: 'Ask everybody for it' })).toBeVisible();
});

test('a key lets a program in until it is revoked', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'New key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('ERP');
  await dialog.getByRole('checkbox', { name: 'Read contacts' }).check();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  const secret = await page.getByText(/^csm_live_[0-9a-f]{40,}$/).textContent();
  await page.getByRole('button', { name: 'Done' }).click();
  const ask = async () =>
    (
      await fetch(`${stack.relayUrl}/api/v1/contacts`, {
        headers: { authorization: `Bearer ${secret}` },
      })
    ).status;
  expect(await ask()).toBe(200);
  await page.getByRole('row', { name: /ERP/ }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(page.getByText('The key “ERP” is revoked')).toBeVisible();
  expect(await ask()).toBe(401);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out: ${colorScheme}`, async () => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme });
    for (const section of ['people', 'apiKeys']) {
      await page.goto(`${new URL(page.url()).origin}/#/admin/${section}`);
      await expect(page.getByRole('row').first()).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
    }
  });
}

test('a lost computer is signed out, and nothing stays on it', async () => {
  const { page } = admin;
  await page.goto(`${new URL(page.url()).origin}/#/admin/people`);
  await page.getByRole('row', { name: /Grace Hopper/ }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await expect(grace.page.getByRole('heading', { name: 'You were signed out' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('list', { name: 'Audit log' })).toContainText(
    'signed Grace Hopper out everywhere',
  );

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the whole log' }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  const file = await (await saved).path();
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.some((line) => line.includes('person.signOutEverywhere'))).toBe(true);
});
