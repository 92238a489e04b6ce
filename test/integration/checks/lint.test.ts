import { spawnSync } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* A check that cannot fail is none: each rule that the structure rests on is shown a violation. */

const root = join(import.meta.dirname, '../../..');
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');

const output = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
  number_of_files: z.number(),
});

function lint(folder: string, files: readonly string[] = []): z.infer<typeof output> {
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json', ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  return output.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
}

const PLANTED: readonly (readonly [file: string, code: string, rule: string])[] = [
  ['shared/contract/a.ts', `import '../domain/x.ts';`, 'eslint(no-restricted-imports)'],
  ['shared/domain/a.ts', `import 'node:fs';`, 'eslint(no-restricted-imports)'],
  ['shared/domain/b.ts', `import 'zod';`, 'eslint(no-restricted-imports)'],
  ['shared/domain/c.ts', `import '../../relay/app.ts';`, 'eslint(no-restricted-imports)'],
  ['assets/a.ts', `import '../relay/app.ts';`, 'eslint(no-restricted-imports)'],
  ['relay/a.ts', `import '../main/app.ts';`, 'eslint(no-restricted-imports)'],
  ['relay/b.ts', `import '../simulator/simulator.ts';`, 'eslint(no-restricted-imports)'],
  ['simulator/a.ts', `import '../relay/providers/x.ts';`, 'eslint(no-restricted-imports)'],
  ['main/a.ts', `import '../relay/app.ts';`, 'eslint(no-restricted-imports)'],
  ['main/b.ts', `import '../renderer/app/x.ts';`, 'eslint(no-restricted-imports)'],
  ['main/c.ts', `import 'electron';`, 'eslint(no-restricted-imports)'],
  ['main/host/web/a.ts', `import 'electron';`, 'eslint(no-restricted-imports)'],
  ['main/host/electron/a.ts', `import '../web/index.ts';`, 'eslint(no-restricted-imports)'],
  ['preload/a.ts', `import 'node:fs';`, 'eslint(no-restricted-imports)'],
  ['renderer/a.ts', `import '../main/app.ts';`, 'eslint(no-restricted-imports)'],
  ['renderer/b.ts', `import 'electron';`, 'eslint(no-restricted-imports)'],
  ['renderer/features/c/d.tsx', `import '../../../relay/x/y.ts';`, 'eslint(no-restricted-imports)'],
  ['renderer/d.ts', `import 'node:path';`, 'eslint(no-restricted-imports)'],
  [
    'relay/cycle-one.ts',
    `import { two } from './cycle-two.ts';\nexport const one = () => two;`,
    'import(no-cycle)',
  ],
  [
    'relay/cycle-two.ts',
    `import { one } from './cycle-one.ts';\nexport const two = () => one;`,
    'import(no-cycle)',
  ],
  [
    'relay/floating.ts',
    `async function later(): Promise<void> {\n  await Promise.resolve();\n}\nexport function now(): void {\n  later();\n}`,
    'typescript(no-floating-promises)',
  ],
];

let found: z.infer<typeof output>;

beforeAll(async () => {
  const folder = await temporaryFolder(afterAll);
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { module: 'nodenext', noEmit: true, allowImportingTsExtensions: true },
      include: ['**/*.ts', '**/*.tsx'],
    }),
  );
  for (const [file, code] of PLANTED) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${code}\n`);
  }
  found = lint(folder);
});

it.each(PLANTED)('finds what was planted in %s', (file, _code, rule) => {
  const rules = found.diagnostics
    .filter(({ filename }) => filename === file)
    .map(({ code }) => code);
  expect(rules).toContain(rule);
});

test('the lint of the project looks at its files', () => {
  expect(lint(root, ['shared']).number_of_files).toBeGreaterThan(10);
});
