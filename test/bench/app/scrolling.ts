import type { CDPSession, Page } from 'playwright';
import { firstWordOf, lastWordOf, nameOf } from '../support/big-cache.ts';
import type { Row } from '../support/report.ts';

const STEP_PX = 1200;
const EVERY_MS = 16;

/**
 * Scrolls from the newest of 10,000 messages to the oldest.
 *
 * @param page with the inbox of the large cache
 */
export async function scrolling(page: Page): Promise<Row[]> {
  await page
    .getByRole('listbox', { name: 'Conversations' })
    .getByRole('option')
    .filter({ hasText: nameOf(0) })
    .click();
  await page
    .locator('article')
    .filter({ hasText: lastWordOf(0) })
    .waitFor();
  await page.evaluate(noteLongFrames);
  const messages = page.locator('article').first();
  await messages.hover();
  const oldest = page.locator('article').filter({ hasText: firstWordOf(0) });
  const deadline = performance.now() + 240_000;
  while (!(await oldest.isVisible()) && performance.now() < deadline) {
    for (let count = 0; count < 20; count += 1) {
      await page.mouse.wheel(0, -STEP_PX);
      await page.waitForTimeout(EVERY_MS);
    }
  }
  if (!(await oldest.isVisible())) throw new Error('the oldest message was never reached');
  const long = await page.evaluate((): number => Reflect.get(window, 'longFrames'));
  return [
    { name: 'scroll-long-frames', value: long, unit: 'frames', goal: 0, better: 'lower' },
    { name: 'scroll-heap-mb', value: await heapMb(page), unit: 'MB', goal: 150, better: 'lower' },
  ];
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
