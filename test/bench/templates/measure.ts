import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Row } from '../support/report.ts';
import { percentile } from '../support/statistics.ts';
import { benchName } from './fill-library.ts';

const RUNS = 25;
/** Nothing of the last step is left to do, in ms. */
const BETWEEN = 400;

/** From the click on the rail to the frame with the first rows of the list. */
async function paints(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.getByRole('button', { name: 'Contacts', exact: true }).click();
    await pause(BETWEEN);
    const drawn = page.evaluate(frameWith, { event: 'click', words: ['_'] });
    await page.getByRole('button', { name: 'Admin', exact: true }).click();
    setTimeout(() => void page.screenshot({ path: '/tmp/h9/bench.png' }), 5000);
    taken.push(await drawn);
    await pause(BETWEEN);
  }
  return percentile(taken, 0.95);
}

/** From a key to the frame with what is found by it. */
async function searches(page: Page, count: number): Promise<number> {
  const field = page
    .getByRole('textbox', { name: 'Search' })
    .or(page.getByRole('searchbox', { name: 'Search' }));
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const wanted = benchName(Math.floor((count / RUNS) * run) + 100);
    await field.fill(wanted.slice(0, -1));
    await pause(BETWEEN);
    await field.focus();
    await page.keyboard.press('End');
    const drawn = page.evaluate(frameWith, { event: 'keydown', words: [wanted] });
    await page.keyboard.press(wanted.slice(-1));
    taken.push(await drawn);
  }
  await field.fill('');
  return percentile(taken, 0.95);
}

/** In the page. @returns ms from the next such event until the list's first row shows the words */
function frameWith({ event, words }: { event: string; words: readonly string[] }): Promise<number> {
  return new Promise((resolve) => {
    let from = Number.POSITIVE_INFINITY;
    addEventListener(event, (one) => (from = one.timeStamp), { capture: true, once: true });
    const look = (): void => {
      const rows = [...document.querySelectorAll('[role=listbox] [role=option]')];
      const isThere = rows.some(({ textContent }) =>
        words.some((word) => textContent.includes(word)),
      );
      if (!isThere || from === Number.POSITIVE_INFINITY) {
        requestAnimationFrame(look);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      // Posted in a frame, read after that frame was drawn.
      port1.addEventListener('message', () => resolve(performance.now() - from));
      port1.start();
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}

/** @param page of an admin whose library has so many templates */
export async function libraryRows(page: Page, count: number): Promise<Row[]> {
  // The screen's program is loaded before: a person opens it more than once.
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('listbox', { name: 'Templates' }).getByRole('option').first().waitFor();
  const row = { unit: 'ms', better: 'lower' } as const;
  return [
    { name: 'template-list-paint-p95-ms', value: await paints(page), goal: 100, ...row },
    { name: 'template-search-p95-ms', value: await searches(page, count), goal: 30, ...row },
  ];
}
