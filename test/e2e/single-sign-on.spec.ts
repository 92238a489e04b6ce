import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type OpenIdProvider, openIdProvider } from '../support/open-id/provider.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* Signing in at the company's own provider, which opens beside Casement in the browser. */

const undo: (() => Promise<void>)[] = [];
let provider: OpenIdProvider;
let stack: Stack;
let desk: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  provider = await openIdProvider((work) => undo.push(work));
  const { issuer, clientId, clientSecret } = provider;
  stack = await startStack({
    singleSignOn: {
      issuer,
      clientId,
      clientSecret,
      name: 'Northwind account',
      trustEmail: false,
      secondStep: false,
    },
  });
  provider.open(`${stack.relayUrl}/auth/callback/company`);
  desk = await openDesk(stack, browser);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
  for (const work of undo) await work();
});

/** Presses a button that opens the provider's page; it is closed once it has come back. */
async function goThrough(button: string) {
  const opened = desk.context.waitForEvent('page');
  await desk.page.getByRole('button', { name: button }).click();
  const beside = await opened;
  await expect(beside.getByRole('heading', { name: 'Go back to Casement' })).toBeVisible();
  await beside.close();
}

test('a stranger is told what is missing, and the password stays a way in', async () => {
  const { page } = desk;
  provider.sits({ email: 'mallory@elsewhere.example', verified: true });
  await goThrough('Sign in with Northwind account');
  await expect(page.getByRole('alert')).toContainText('nobody with your e-mail address');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await expect(page.getByLabel('E-mail')).toBeVisible();
});

test('the next try may be somebody else’s, who is let in without a password', async () => {
  const { page } = desk;
  // The provider remembers the stranger.
  await goThrough('Sign in with Northwind account');
  await expect(page.getByRole('alert')).toBeVisible();
  const [person] = stack.world.people;
  provider.sits({ email: person?.email ?? '', verified: true });
  await goThrough('Try again');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  const account = page.getByRole('button', { name: `${person?.displayName}, your account` });
  await expect(account).toBeVisible();
});

test('the page complained of nothing', () => {
  expect(desk.complaints).toEqual([]);
});
