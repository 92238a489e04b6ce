import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Row } from '../support/report.ts';
import { percentile } from '../support/statistics.ts';
import { benchName } from './fill-library.ts';

const RUNS = 20;
/** Nothing of the last step is left to do, in ms. */
const BETWEEN = 400;

/** From the press on the rail to the frame with the first rows of the list. */
async function paints(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.getByRole('button', { name: 'Contacts', exact: true }).click();
    await pause(BETWEEN);
    taken.push(await page.evaluate(frameAfter, { press: 'Admin', type: null, shows: '_' }));
    await pause(BETWEEN);
  }
  return percentile(taken, 0.95);
}

/** From what is typed to the frame with what is found by it. */
async function searches(page: Page, count: number): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const wanted = benchName(Math.floor((count / RUNS) * run) + 100);
    taken.push(await page.evaluate(frameAfter, { press: null, type: wanted, shows: wanted }));
    await pause(BETWEEN);
  }
  return percentile(taken, 0.95);
}

interface Deed {
  /** The button of this name is pressed. */
  readonly press: string | null;
  /** This is put into the search. */
  readonly type: string | null;
  /** What the first row shows then. */
  readonly shows: string;
}

/** In the page. @returns ms from the deed until the frame was drawn in which the list shows it */
function frameAfter({ press, type, shows }: Deed): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    if (press !== null) {
      const buttons = [...document.querySelectorAll('button')];
      buttons.find((one) => one.getAttribute('aria-label') === press)?.click();
    }
    const field = document.querySelector('main input[type=search], input[type=search]');
    if (type !== null && field instanceof HTMLInputElement) {
      const slot = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
      slot?.set?.call(field, type);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const look = (): void => {
      const row = document.querySelector('[role=listbox] [role=option]');
      if (row === null || !row.textContent.includes(shows)) {
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
