import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import type { Row } from '../support/report.ts';
import { median, percentile } from '../support/statistics.ts';
import { type BareStream, openBareStream } from './bare-stream.ts';
import { openPage, signIn, type WebHost } from './desk.ts';
import { startEcho } from './echo.ts';
import { customer, sendWebhook } from './send-webhook.ts';
import type { World } from './world.ts';

const CUSTOMERS = 50;
/** Whose conversation is looked at: the newest, so on top of the list. */
const SEEN = CUSTOMERS - 1;
const PER_SECOND = 100;
const SECONDS = 10;
const RUNS = 3;
/** Every so many messages, one goes to the conversation that is looked at. */
const SEEN_EVERY = 5;
/** What every customer has said before. */
const GREETING = 'Good morning';

/**
 * From the moment at which the provider's request leaves until the frame with the message is
 * drawn in the browser of someone who looks at the conversation, at 100 messages a second in 50
 * conversations; less what a bare socket.io round trip takes in the same run. And in between, what
 * a bare page takes that is sent the same messages by a bare server, while relay, database and
 * core have the same work beside it: no page shows them sooner on this machine.
 */
export async function webhookToPainted(
  browser: Browser,
  world: World,
  host: WebHost,
): Promise<Row[]> {
  for (let index = 0; index < CUSTOMERS; index += 1) {
    await sendWebhook(world, { from: customer(index), body: GREETING });
  }
  const page = await openPage(browser);
  await signIn(page, host);
  const inboxUrl = page.url();
  const echo = await startEcho();
  const p50: number[] = [];
  const p99: number[] = [];
  const bareP50: number[] = [];
  const bareP99: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto(inboxUrl);
    await openSeen(page);
    await sendWebhook(world, { from: customer(SEEN), body: GREETING });
    await page.locator('article').filter({ hasText: GREETING }).last().waitFor();
    const beside = await openBareStream(page, GREETING);
    await notePaintedMarks(page);
    const bareTaken = await oneRun(world, page, { name: `bare-${run}`, bare: beside });
    bareP50.push(percentile(bareTaken, 0.5));
    bareP99.push(percentile(bareTaken, 0.99));
    await beside.close();

    await page.goto(inboxUrl);
    await openSeen(page);
    await notePaintedMarks(page);
    const bare: number[] = [];
    for (let count = 0; count < 200; count += 1) bare.push(await echo.measure());
    const taken = await oneRun(world, page, { name: String(run), bare: null });
    p50.push(Math.max(0, percentile(taken, 0.5) - percentile(bare, 0.5)));
    p99.push(Math.max(0, percentile(taken, 0.99) - percentile(bare, 0.99)));
  }
  await echo.close();
  await page.context().close();
  const row = { unit: 'ms', better: 'lower' } as const;
  return [
    { name: 'webhook-to-painted-p50-ms', value: median(p50), goal: 40, ...row },
    { name: 'webhook-to-painted-p99-ms', value: median(p99), goal: 150, ...row },
    { name: 'painted-bare-p50-ms', value: median(bareP50), goal: 40, ...row },
    { name: 'painted-bare-p99-ms', value: median(bareP99), goal: 150, ...row },
  ];
}

async function openSeen(page: Page): Promise<void> {
  await page
    .getByRole('listbox', { name: 'Conversations' })
    .getByRole('option')
    .filter({ hasText: customer(SEEN).slice(-4) })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** Has the page note when each mark in a message was drawn. */
async function notePaintedMarks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const painted: Record<string, number> = {};
    Object.assign(window, { painted });
    new MutationObserver(() => {
      const marks = [...document.querySelectorAll('article')]
        .slice(-40)
        .flatMap(({ textContent }) => textContent.match(/mark-[\w-]+?x/g) ?? [])
        .filter((mark) => !(mark in painted));
      if (marks.length === 0) return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // A message that is posted in a frame is read after that frame was drawn.
        port1.addEventListener('message', () => {
          const now = performance.timeOrigin + performance.now();
          for (const mark of marks) painted[mark] ??= now;
        });
        port1.start();
        port2.postMessage(null);
      });
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

interface Run {
  /** Makes its marks different from those of the other runs. */
  readonly name: string;
  /** Shows the messages of the conversation that is looked at, in place of the app. */
  readonly bare: BareStream | null;
}

async function oneRun(world: World, page: Page, { name, bare }: Run): Promise<number[]> {
  const sent = new Map<string, Promise<number>>();
  const all: Promise<number>[] = [];
  const begin = performance.now();
  for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
    await pause(Math.max(0, begin + (index * 1000) / PER_SECOND - performance.now()));
    const seen = index % SEEN_EVERY === 0;
    const mark = `mark-${name}-${index}x`;
    const from = customer(seen ? SEEN : index % SEEN);
    const body = `Need ${index} boxes, ${mark}`;
    const done = sendWebhook(world, { from, body });
    all.push(done);
    if (seen) sent.set(mark, bare === null ? done : Promise.resolve(bare.send(body)));
  }
  await Promise.all(all);
  const last = [...sent.keys()].at(-1) ?? '';
  await page.waitForFunction((mark) => mark in Reflect.get(window, 'painted'), last);
  const painted = await page.evaluate((): Record<string, number> => Reflect.get(window, 'painted'));
  const taken: number[] = [];
  for (const [mark, started] of sent) {
    const at = painted[mark];
    if (at === undefined) throw new Error(`${mark} was never drawn`);
    taken.push(at - (await started));
  }
  return taken;
}
