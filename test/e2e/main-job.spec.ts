import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The main job, as a sales rep does it: a customer's message comes in, the reply goes out, and
 * the window is kept. Real simulator, relay, database, core and browser. */

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;

let stack: Stack;
let desk: Desk;

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

function rep() {
  const person = stack.world.people.find(({ role }) => role === 'agent');
  if (person === undefined) throw new Error('the sample has no rep');
  return person;
}

/** A new customer of this test's own. */
function customer(address: string, profileName: string, language = 'en') {
  return stack.account.addCustomer({
    address,
    profileName,
    language,
    readsAfterMs: 200,
    replies: null,
  });
}

test.describe.configure({ mode: 'serial' });

test('a wrong password is said in place, and the right one opens the inbox', async () => {
  const { page, inbox } = desk;
  await page.getByLabel('E-mail').fill(rep().email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The e-mail address or the password is not right.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(rep().email);

  await desk.signIn(rep());
  await expect(inbox.list().getByRole('option').first()).toBeVisible();
  await expect(page).toHaveTitle(/^\(\d+\) Inbox · Casement$/);
});

test('a message arrives by itself, is read, answered, and the answer is followed to read', async () => {
  const { page, inbox } = desk;
  const buyer = customer('whatsapp:+525512340001', 'Ferretería Ocampo');
  await buyer.writes('Necesito 40 cajas de tornillo M8');
  const row = inbox.row('Ferretería Ocampo');
  await expect(row).toContainText('Necesito 40 cajas de tornillo M8');
  await expect(row).toContainText('1 unread message');
  await expect(row).toContainText('23 h 5');

  await inbox.open('Ferretería Ocampo');
  await expect(row).not.toContainText('unread message');
  await desk.composer().fill('Sí, hay 40 en existencia.');
  await page.keyboard.press('Enter');
  const sent = page.getByRole('article').filter({ hasText: 'Sí, hay 40 en existencia.' });
  await expect(sent).toBeVisible();
  await expect(sent.locator('[data-sign="read"]')).toBeVisible();
  await expect(desk.composer()).toHaveValue('');
  const provider = stack.account.messages().filter(({ body }) => body?.startsWith('Sí, hay 40'));
  expect(provider.map(({ status }) => status)).toEqual(['read']);
});

/** A customer of the sample with an opt-in, whose messages arrive. */
function optedIn() {
  const { customers, conversations } = stack.world;
  const found = customers.find(
    ({ key, optIn, phone, language }) =>
      optIn.whatsapp === 'opted_in' &&
      phone !== null &&
      language === 'es_MX' &&
      conversations.some(
        (one) =>
          one.customerKey === key &&
          one.channel === 'whatsapp' &&
          one.messages.every(({ errorCode }) => errorCode === null),
      ),
  );
  if (found === undefined) throw new Error('the sample has no customer with an opt-in');
  return found;
}

test('at the end of the window the composer becomes the template picker, and comes back with an answer', async () => {
  const { page, inbox } = desk;
  const { phone, displayName } = optedIn();
  const buyer = stack.account.customer(`whatsapp:${phone}`);
  await buyer.writes('¿Alguna novedad de mi pedido?');
  await expect(inbox.row(displayName)).toContainText('¿Alguna novedad de mi pedido?');
  await inbox.open(displayName);
  await desk.composer().fill('Sale del almacén el');

  await stack.advance(24 * HOUR - 2 * MINUTE - 10 * SECOND);
  desk.app.resumed();
  const sign = page.getByRole('region', { name: `Conversation with ${displayName}` });
  await expect(sign.getByText(/^0:0\d$/)).toBeVisible();
  // The last seconds pass by themselves, on the relay's clock; the page is not loaded again.
  await expect(page.getByText(/The window closed/)).toBeVisible({ timeout: 45_000 });
  const kept = page.getByRole('region', { name: 'Kept draft' });
  await expect(kept).toContainText('Sale del almacén el');
  await expect(desk.composer()).toBeHidden();

  await page.getByRole('searchbox', { name: 'Search templates' }).fill('reopen_conversation');
  await page
    .getByRole('option', { name: /reopen_conversation/ })
    .first()
    .click();
  const send = page.getByRole('button', { name: 'Send template' });
  await expect(send).toBeDisabled();
  const fields = page.getByRole('textbox', { name: /^Variable/ });
  for (const field of await fields.all()) await field.fill('pedido 4711');
  await fields.first().fill('two\nlines');
  await expect(page.getByText('A variable holds no line break.')).toBeVisible();
  await expect(send).toBeDisabled();
  await fields.first().fill('Lucía');
  await expect(page.getByRole('region', { name: 'What the customer gets' })).toContainText('Lucía');
  await send.click();
  const sent = page.getByRole('article').filter({ hasText: 'pedido 4711' });
  await expect(sent.locator('[data-sign="delivered"], [data-sign="read"]')).toBeVisible();

  await buyer.writes('Sí, sigo interesado');
  await expect(page.getByRole('article').filter({ hasText: 'Sí, sigo interesado' })).toBeVisible();
  await expect(desk.composer()).toHaveValue('Sale del almacén el');
  await page.keyboard.press('Escape');
  await desk.composer().press('End');
  await desk.composer().pressSequentially(' viernes.');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('article').filter({ hasText: 'Sale del almacén el viernes.' }),
  ).toBeVisible();
});

test('what cannot arrive says why, and offers the next step', async () => {
  const { page, inbox } = desk;
  const buyer = customer('whatsapp:+525512340002', 'Taller Robles');
  await buyer.writes('Hola');
  await inbox.open('Taller Robles');
  buyer.failsWith(63_024);
  await desk.composer().fill('Buenos días');
  await page.keyboard.press('Enter');
  const failed = page.getByRole('article').filter({ hasText: 'Buenos días' });
  await expect(failed).toContainText('The number cannot be reached on this channel.');
  await expect(failed).toContainText('63024');
});

test('the composer refuses nothing at all, blanks, and more than the channel takes', async () => {
  const { page, inbox } = desk;
  await customer('whatsapp:+525512340003', 'Pinturas Vega').writes('Hola');
  await inbox.open('Pinturas Vega');
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeDisabled();
  await desk.composer().fill('   \n ');
  await expect(send).toBeDisabled();
  await desk.composer().fill('x'.repeat(1601));
  await expect(send).toBeDisabled();
  await expect(page.getByText('1 character too many.')).toBeVisible();
  await desk.composer().fill('x'.repeat(1600));
  await expect(send).toBeEnabled();
  await desk.composer().fill('');
});

test('the page asks for nothing that its policy forbids, and throws nothing', () => {
  expect(desk.complaints).toEqual([]);
});
