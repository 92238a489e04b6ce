import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* A reply is written for tomorrow morning, seen by everybody, taken back into the composer, and goes
 * out when its moment comes. */

const HOUR_MS = 3_600_000;

let stack: Stack;
let desk: Desk;
let address: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const [person] = stack.world.people;
  const customer = stack.world.customers.find(
    ({ phone, optIn }) => phone !== null && optIn.whatsapp === 'opted_in',
  );
  if (person === undefined || customer === undefined) throw new Error('the sample has changed');
  address = `whatsapp:${customer.phone ?? ''}`;
  await desk.signIn(person);
  await stack.account.customer(address).writes('When does the pallet come?');
  await desk.inbox.open(customer.displayName);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

const waiting = (): Locator => desk.page.getByRole('list', { name: /^Written for later to/ });

async function writeLater(text: string): Promise<void> {
  await desk.composer().fill(text);
  await desk.page.getByRole('button', { name: 'Send later' }).click();
  await desk.page.getByRole('menuitem', { name: /Tomorrow morning/ }).click();
  await expect(waiting()).toContainText(text);
  await expect(desk.composer()).toHaveValue('');
}

test('it waits beside the composer and is taken back into it', async () => {
  await writeLater('It comes on Thursday.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: desk.page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await desk.page.screenshot({ path: `.cache/e2e/scheduled-${colorScheme}.png` });
  }
  await waiting().getByRole('button', { name: 'Edit' }).click();
  await expect(desk.composer()).toHaveValue('It comes on Thursday.');
  await expect(waiting()).toHaveCount(0);
});

test('it goes out when the moment comes', async () => {
  await writeLater('It comes on Thursday, at nine.');
  await stack.advance(23 * HOUR_MS);
  await stack.account.customer(address).writes('Hello?');
  await stack.advance(20 * HOUR_MS);
  await expect(
    desk.page.getByRole('article').filter({ hasText: 'It comes on Thursday, at nine.' }),
  ).toBeVisible({ timeout: 20_000 });
  await expect(waiting()).toHaveCount(0);
});
