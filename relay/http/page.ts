import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/* The few pages that the relay serves to a browser: plain HTML that works without scripts, in the
 * colours that the person's system has. Nothing is loaded from anywhere. */

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #596273; --ground: #f4f5f7; --card: #fff;
  --line: #8a93a3; --accent: #2457c5; --on-accent: #fff; --bad: #a3231c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --soft: #a5aebd; --ground: #14171c;
  --card: #1d2127; --line: #6d7787; --accent: #8ab0ff; --on-accent: #0d1524; --bad: #ff9c92; } }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
main { max-width: 26rem; margin: 10vh auto; padding: 2rem; background: var(--card); border-radius: 12px; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 1rem; }
p { margin: 0 0 1rem; } .soft { color: var(--soft); } .bad { color: var(--bad); font-weight: 600; }
label { display: block; font-weight: 600; margin: 0 0 .25rem; }
input { box-sizing: border-box; width: 100%; font: inherit; padding: .6rem .75rem; margin: 0 0 1rem;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; }
button { font: inherit; font-weight: 600; padding: .65rem 1.25rem; border: 0; border-radius: 8px;
  color: var(--on-accent); background: var(--accent); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { overflow-wrap: anywhere; } dt { color: var(--soft); } dd { margin: 0 0 .75rem; font-weight: 600; }
`;

const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
].join('; ');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in quoted attributes too. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/**
 * Answers with a page.
 *
 * @param body HTML of the page's inside, everything in it escaped
 */
export function sendPage(
  reply: FastifyReply,
  status: number,
  title: string,
  body: string,
): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex',
    })
    .send(
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${escaped(title)} – Casement</title><style>${STYLE}</style></head>` +
        `<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>\n`,
    );
}
