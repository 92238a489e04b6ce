import { REFUSALS } from '../../../shared/contract/errors.ts';
import type { ApiDocument, ApiOperation } from '../../../shared/contract/rest/openapi.ts';
import { OPENAPI_PATH } from '../../../shared/contract/rest.ts';
import { SCOPE_TEXTS } from '../../../shared/contract/rest/scopes.ts';

/* The API's document as one page that loads nothing and runs nothing: headings, tables, and
 * details that open by mouse and by keyboard. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --dim: #5b6470; --line: #d9dde2; --ground: #fff; --soft: #f4f6f8; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --dim: #a3acb8; --line: #383f47; --ground: #16191d; --soft: #1f2429; --accent: #7ab8ff; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 3rem; } h3 { margin: 2.25rem 0 .5rem; }
a { color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
code { background: var(--soft); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; padding: .75rem 1rem; } pre code { background: none; padding: 0; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
summary { cursor: pointer; padding: .25rem 0; color: var(--accent); }
.dim { color: var(--dim); } nav ul { columns: 2; list-style: none; padding: 0; }
`;

/** The page of a document. */
export function apiPage(document: ApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const links = operations
    .map(
      ({ path, method, operation }) =>
        `<li><a href="#${escape(operation.operationId)}">${title(method, path)}</a></li>`,
    )
    .join('');
  const { info, servers } = document;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escape(info.title)}</h1>
<p>${words(info.description)}</p>
<p class="dim">${servers.map(({ url }) => `<code>${escape(url)}</code>`).join(' ')} · <a href="${OPENAPI_PATH}">OpenAPI 3.1</a></p>
</header>
<nav aria-label="Routes"><ul>${links}</ul></nav>
<main>
<h2 id="scopes">Scopes</h2>
${table(
  ['Scope', 'What it allows'],
  Object.entries(SCOPE_TEXTS).map(([name, text]) => [`<code>${name}</code>`, escape(text)]),
)}
<h2>Routes</h2>
${operations.map(section).join('\n')}
<h2 id="refusals">Refusals</h2>
<p>Every refusal is <code>application/problem+json</code> with its <code>code</code>, what happened (<code>title</code>) and what to do next (<code>next</code>).</p>
${refusals()}
</main>
</body>
</html>
`;
}

function title(method: string, path: string): string {
  return `<code>${method.toUpperCase()} ${escape(path)}</code>`;
}

function section({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: ApiOperation;
}): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const given = parameters.map(({ name, in: where, required, description: text = '', schema }) => [
    `<code>${escape(name)}</code>`,
    `${where}${required ? ', required' : ''}`,
    `${words(text)} ${schemaDetails('Schema', schema)}`,
  ]);
  const answers = Object.entries(responses).map(([status, { description: text }]) => [
    `<code>${status}</code>`,
    words(text),
  ]);
  const [answered] = Object.values(responses);
  return `<section aria-labelledby="${escape(operationId)}">
<h3 id="${escape(operationId)}">${title(method, path)}</h3>
<p><strong>${escape(summary)}.</strong> ${words(description)}</p>
${given.length === 0 ? '' : table(['Parameter', 'Where', 'What'], given)}
${requestBody === undefined ? '' : schemaDetails('Body', requestBody.content)}
${answered === undefined ? '' : schemaDetails('Answer', answered.content)}
${table(['Status', 'What'], answers)}
</section>`;
}

function refusals(): string {
  const rows = Object.entries(REFUSALS)
    .map(([code, { what, next }]) => ({ code, what, next }))
    .map(({ code, what, next }) => [
      `<code id="${code}">${code}</code>`,
      escape(what),
      escape(next),
    ]);
  return table(['Code', 'What', 'Next'], rows);
}

function schemaDetails(name: string, schema: object): string {
  return `<details><summary>${name}</summary><pre tabindex="0"><code>${escape(JSON.stringify(schema, null, 2))}</code></pre></details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** Text with \`code\` in it. */
function words(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
