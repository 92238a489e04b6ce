import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* A conversation leaves as a file that a spreadsheet reads and does not calculate. */

let stack: Stack;
let desk: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const [person] = stack.world.people;
  if (person === undefined) throw new Error('the sample has nobody');
  await desk.signIn(person);
  const buyer = stack.account.addCustomer({
    address: 'whatsapp:+447700900457',
    profileName: 'Humber Tools',
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('=HYPERLINK("http://example.com","Friday?")');
  await desk.inbox.open('Humber Tools');
  await desk.page.getByRole('button', { name: 'Note', exact: true }).click();
  const note = desk.page.getByRole('textbox', { name: 'Note for your team' });
  await note.fill('Only for us');
  await note.press('Enter');
  await expect(desk.page.getByRole('article', { name: /Private note by/ })).toBeVisible();
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

async function save(item: string): Promise<string> {
  const { page } = desk;
  // By key: a tip of the focused button may lie where the pointer would go.
  await page.getByRole('button', { name: 'More about the conversation' }).press('Enter');
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return readFile(await (await saving).path(), 'utf8');
}

test('without notes unless they are asked for, and safe to open', async () => {
  const plain = await save('Save transcript as CSV');
  expect(plain).toMatch(/Time \([A-Za-z_/]+\),Kind,Author,Text,Files,State/);
  expect(plain).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,Customer,Humber Tools,/);
  expect(plain).toContain(`"'=HYPERLINK(""http://example.com""`);
  expect(plain).not.toContain('Only for us');
  expect(await save('Save transcript with private notes')).toContain('Only for us');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of the menu, ${colorScheme}`, async () => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(
      colorScheme === 'dark' ? { width: 900, height: 700 } : { width: 1440, height: 900 },
    );
    await page.getByRole('button', { name: 'More about the conversation' }).click();
    await expect(page.getByRole('menuitem', { name: 'Save transcript as CSV' })).toBeVisible();
    await page.screenshot({ path: `.cache/e2e/transcript-${colorScheme}.png` });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.keyboard.press('Escape');
  });
}

test('without the relay, what is here is saved', async () => {
  await stack.stopRelay();
  expect(await save('Save transcript as CSV')).toContain('Humber Tools');
});
