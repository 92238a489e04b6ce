import { REFUSALS, type RefusalCode } from '../../../shared/contract/errors.ts';
import { REST_NAMES, REST_ROUTES } from '../../../shared/contract/rest.ts';
import { API_TEXT, type ApiDocument, refusalsOf } from '../../../shared/contract/rest/openapi.ts';
import { statusOf } from '../../../shared/contract/rest/problem.ts';
import { SCOPE_TEXTS } from '../../../shared/contract/rest/scopes.ts';

/* `docs/api.md`, made from the contract; a test holds the file to it. */

/** The API's document in Markdown. */
export function apiMarkdown({ paths }: ApiDocument): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { operationId, summary, description, parameters, requestBody } = operation;
      const rows = parameters.map(({ name, in: where, required, description: text = '' }) => [
        `\`${name}\``,
        where + (required ? ', required' : ''),
        text,
      ]);
      return [
        `### \`${method.toUpperCase()} ${path}\``,
        `**${summary}.** ${description}`,
        ...(rows.length === 0 ? [] : [table(['Parameter', 'Where', 'What'], rows)]),
        ...(requestBody === undefined ? [] : [schema('Body', requestBody.content)]),
        schema('Answer', Object.values(operation.responses)[0]?.content ?? {}),
        `Refusals of its own: ${REST_ROUTES[operationId].refusals.map((code) => `\`${code}\``).join(', ') || 'none'}.`,
      ].join('\n\n');
    }),
  );
  const used = [...new Set(REST_NAMES.flatMap((name) => refusalsOf(REST_ROUTES[name])))];
  return [
    '# The REST API',
    'Made from `shared/contract/rest.ts`. A running relay has the same as a page at `/api` and as OpenAPI 3.1 at `/api/v1/openapi.json`. Two clients to begin with: [send.ts](examples/send.ts) and [send.sh](examples/send.sh).',
    API_TEXT,
    '## Scopes',
    table(
      ['Scope', 'What it allows'],
      Object.entries(SCOPE_TEXTS).map(([name, text]) => [`\`${name}\``, text]),
    ),
    '## Routes',
    ...routes,
    '## Refusals',
    'Every refusal is `application/problem+json` with its `code`, what happened (`title`) and what to do next (`next`).',
    table(['Status', 'Code', 'What', 'Next'], used.toSorted(byStatus).map(refusalRow)),
    '',
  ].join('\n\n');
}

function byStatus(a: RefusalCode, b: RefusalCode): number {
  return statusOf(a) - statusOf(b);
}

function refusalRow(code: RefusalCode): readonly string[] {
  const { what, next } = REFUSALS[code];
  return [String(statusOf(code)), `\`${code}\``, what, next];
}

function schema(name: string, value: object): string {
  return `<details><summary>${name}</summary>\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n\n</details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
