import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { openBarePage } from './bare-page.ts';
import { lastWordOf, nameOf } from '../support/big-cache.ts';
import type { Row } from '../support/report.ts';
import { median, percentile } from '../support/statistics.ts';

const RUNS = 3;
const SWITCHES = 40;
/** Conversations that are gone through: every one is opened anew as long as the list is. */
const ROWS = 8;
/** What one looks at between two clicks: nothing of the last switch is left to do, in ms. */
const BETWEEN = 250;

/**
 * From the click on a row to the frame that shows the newest message of its conversation; and
 * the same in a page without any framework, in between.
 *
 * @param page with the inbox of the large cache
 */
export async function switching(page: Page): Promise<Row[]> {
  // The first conversation is the one with 10,000 messages.
  const rows = Array.from({ length: ROWS }, (_, index) => 1 + index);
  const bare = await openBarePage(page, rows, async (index) => {
    await open(page, index);
    await pause(BETWEEN);
  });
  const p95: number[] = [];
  const bareP95: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await bare.bringToFront();
    bareP95.push(await p95Of(bare));
    await page.bringToFront();
    p95.push(await p95Of(page));
  }
  await bare.close();
  const row = { unit: 'ms', goal: 50, better: 'lower' } as const;
  return [
    { name: 'switch-conversation-p95-ms', value: median(p95), ...row },
    { name: 'switch-bare-p95-ms', value: median(bareP95), ...row },
  ];
}

async function p95Of(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < SWITCHES; count += 1) {
    taken.push(await open(page, 1 + (count % ROWS)));
    await pause(BETWEEN);
  }
  return percentile(taken, 0.95);
}

/** Clicks on a row. @returns ms until it was drawn, on the page's own clock */
async function open(page: Page, index: number): Promise<number> {
  const row = page
    .getByRole('listbox', { name: 'Conversations' })
    .getByRole('option')
    .filter({ hasText: nameOf(index) });
  const drawn = page.evaluate(
    (word) =>
      new Promise<number>((resolve) => {
        let clicked = Number.POSITIVE_INFINITY;
        addEventListener('click', (event) => (clicked = event.timeStamp), {
          capture: true,
          once: true,
        });
        const look = (): void => {
          const articles = [...document.querySelectorAll('article')];
          const isThere = articles.some(({ textContent }) => textContent.includes(word));
          if (!isThere) {
            requestAnimationFrame(look);
            return;
          }
          const { port1, port2 } = new MessageChannel();
          // Posted in a frame, read after that frame was drawn.
          port1.addEventListener('message', () => resolve(performance.now() - clicked));
          port1.start();
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }),
    lastWordOf(index),
  );
  await row.click();
  return drawn;
}
