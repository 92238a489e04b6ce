import type { Page } from 'playwright';
import { nameOf } from '../support/big-cache.ts';

/**
 * The same picture without the app: a page of the same origin, style sheets and fonts whose whole
 * program is to put what each conversation shows first, as finished HTML, in the place of the last
 * one. What that takes, no interface takes less.
 *
 * @param page with the inbox
 * @param rows the conversations
 * @param show opens one of them in the app's own page, and waits until it has settled
 * @returns a second page of the same window
 */
export async function openBarePage(
  page: Page,
  rows: readonly number[],
  show: (index: number) => Promise<void>,
): Promise<Page> {
  const shown: Record<string, string> = {};
  for (const index of rows) {
    await show(index);
    shown[nameOf(index)] = await page.evaluate(whatCanBeSeen);
  }
  const picture = await page.evaluate(() => {
    const copy = new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html');
    for (const script of copy.querySelectorAll('script, link[rel=modulepreload]')) script.remove();
    return copy.documentElement.outerHTML;
  });
  const program = `const shown = ${JSON.stringify(shown).replaceAll('<', String.raw`\u003c`)}; (${swap.toString()})(shown);`;
  const bare = await page.context().newPage();
  const url = new URL('/bare.html', page.url()).href;
  await bare.route(url, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html>${picture.replace('</body>', () => `<script>${program}</script></body>`)}`,
    }),
  );
  await bare.goto(url);
  return bare;
}

/** In the app's page: the HTML of the conversation, of its messages only those in sight. */
function whatCanBeSeen(): string {
  const main = document.querySelector('main');
  const copy = main?.cloneNode(true);
  if (main === null || !(copy instanceof Element)) throw new Error('no conversation is open');
  const edge = main.getBoundingClientRect().top;
  const copies = [...copy.querySelectorAll('article')];
  for (const [index, article] of [...main.querySelectorAll('article')].entries()) {
    if (article.getBoundingClientRect().bottom < edge) copies[index]?.parentElement?.remove();
  }
  return copy.innerHTML;
}

/** In the bare page: a click on a row shows its conversation. */
function swap(shown: Readonly<Record<string, string>>): void {
  const main = document.querySelector('main');
  document.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest('[role=option]') : null;
    const name = Object.keys(shown).find((one) => row?.textContent.includes(one) ?? false);
    if (row === null || main === null || name === undefined) return;
    const before = document.querySelector('[role=option][aria-selected=true]');
    before?.setAttribute('aria-selected', 'false');
    before?.removeAttribute('data-open');
    row.setAttribute('aria-selected', 'true');
    row.setAttribute('data-open', 'true');
    main.innerHTML = shown[name] ?? '';
  });
}
