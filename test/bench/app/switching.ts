import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
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
 * From the click on a row to the frame that shows the newest message of its conversation.
 *
 * @param page with the inbox of the large cache
 */
export async function switching(page: Page): Promise<Row[]> {
  const p95: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const taken: number[] = [];
    for (let count = 0; count < SWITCHES; count += 1) {
      // The first conversation is the one with 10,000 messages.
      taken.push(await open(page, 1 + (count % ROWS)));
      await pause(BETWEEN);
    }
    p95.push(percentile(taken, 0.95));
  }
  return [
    {
      name: 'switch-conversation-p95-ms',
      value: median(p95),
      unit: 'ms',
      goal: 50,
      better: 'lower',
    },
  ];
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
