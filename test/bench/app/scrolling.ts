import type { CDPSession, Page } from 'playwright';
import { firstWordOf, lastWordOf, nameOf } from '../support/big-cache.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';

const RUNS = 3;
/** In the conversation that is scrolled. */
const MESSAGES = 10_000;
const STEP_PX = 1200;
const EVERY_MS = 16;
const WITHIN_MS = 60_000;
/** Messages of the finished page that the browser may leave out together while they are far. */
const TOGETHER = 8;

/**
 * Scrolls from the newest of 10,000 messages to the oldest; and in between the same in a page
 * that has them all as finished HTML, with what the browser has for long pages of its own accord
 * (`content-visibility`): without it that page took over 50 ms for nearly every frame.
 *
 * @param page with the inbox of the large cache
 */
export async function scrolling(page: Page): Promise<Row[]> {
  const long: number[] = [];
  const bareLong: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.reload();
    await openLongest(page);
    const bare = await openFinished(page);
    await bare.bringToFront();
    bareLong.push(await longFrames(bare));
    await bare.close();
    await page.bringToFront();
    long.push(await longFrames(page));
  }
  const row = { unit: 'frames', goal: 0, better: 'lower' } as const;
  return [
    { name: 'scroll-long-frames', value: median(long), ...row },
    { name: 'scroll-bare-long-frames', value: median(bareLong), ...row },
    { name: 'scroll-heap-mb', value: await heapMb(page), unit: 'MB', goal: 150, better: 'lower' },
  ];
}

async function openLongest(page: Page): Promise<void> {
  await page
    .getByRole('listbox', { name: 'Conversations' })
    .getByRole('option')
    .filter({ hasText: nameOf(0) })
    .click();
  await page
    .locator('article')
    .filter({ hasText: lastWordOf(0) })
    .waitFor();
}

/** A page of the same origin and style sheets in which all messages are, and no program is. */
async function openFinished(page: Page): Promise<Page> {
  const body = await page.evaluate(finished, {
    count: MESSAGES,
    together: TOGETHER,
    oldest: firstWordOf(0),
  });
  const bare = await page.context().newPage();
  const url = new URL('/bare-scroll.html', page.url()).href;
  await bare.route(url, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html>${body}` }),
  );
  await bare.goto(url);
  return bare;
}

interface Wanted {
  readonly count: number;
  readonly together: number;
  readonly oldest: string;
}

/** In the app's page: the page as HTML, its messages repeated until they are as many as wanted. */
function finished({ count, together, oldest }: Wanted): string {
  const copy = new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html');
  for (const script of copy.querySelectorAll('script, link[rel=modulepreload]')) script.remove();
  const shown = [...copy.querySelectorAll('article')].map((article) => article.parentElement);
  const content = copy.querySelector('main [role=region] > div');
  const rows = shown.map((row) => row?.outerHTML ?? '');
  if (content === null || rows.length === 0) throw new Error('no conversation is open');
  const blocks = [`<div><article>${oldest}</article></div>`];
  for (let from = 1; from < count; from += together) {
    const block = Array.from(
      { length: together },
      (_, index) => rows[(from + index) % rows.length],
    );
    const style = `content-visibility: auto; contain-intrinsic-size: auto ${together * 45}px`;
    blocks.push(`<div style="${style}">${block.join('')}</div>`);
  }
  content.innerHTML = blocks.join('');
  return copy.documentElement.outerHTML;
}

/** Scrolls to the oldest message. @returns how many frames took over 50 ms, from one second on */
async function longFrames(page: Page): Promise<number> {
  await page.evaluate(noteLongFrames);
  await page.locator('article').last().hover();
  const oldest = page.locator('article').filter({ hasText: firstWordOf(0) });
  const deadline = performance.now() + WITHIN_MS;
  while (!(await isInSight(page)) && performance.now() < deadline) {
    for (let count = 0; count < 20; count += 1) {
      await page.mouse.wheel(0, -STEP_PX);
      await page.waitForTimeout(EVERY_MS);
    }
  }
  if (!(await oldest.isVisible())) throw new Error('the oldest message was never reached');
  return page.evaluate((): number => Reflect.get(window, 'longFrames'));
}

/** Whether the oldest message is: only the first article can be it, the others are not read. */
function isInSight(page: Page): Promise<boolean> {
  return page.evaluate((word) => {
    const first = document.querySelector('main article');
    return (
      first !== null && first.textContent.includes(word) && first.getBoundingClientRect().bottom > 0
    );
  }, firstWordOf(0));
}

/** In the page: counts the frames that take over 50 ms, from one second on. */
function noteLongFrames(): void {
  Object.assign(window, { longFrames: 0 });
  const begin = performance.now();
  let before = begin;
  let long = 0;
  const frame = (now: number): void => {
    if (now - before > 50 && now - begin > 1000) long += 1;
    before = now;
    Object.assign(window, { longFrames: long });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function heapMb(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1_000_000;
}
