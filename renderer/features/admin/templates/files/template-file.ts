import { z } from 'zod';
import type {
  TemplateDraftBody,
  TemplateDraftRecord,
} from '../../../../../shared/contract/template-library.ts';
import { templateDeadline } from '../../../../../shared/contract/template-library.ts';
import {
  templateCategory,
  templateContent,
} from '../../../../../shared/contract/template-content.ts';
import { isPlatformLanguage } from '../../../../../shared/domain/template/languages.ts';
import { jsonPlaces, lineAt } from './json-places.ts';

/* Templates as a file that people can read, keep in git and compare line by line. */

const KIND = 'casement-templates';

const template = z.strictObject({
  name: z.string().min(1, 'is empty').max(512),
  category: templateCategory,
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  deadline: templateDeadline.nullable().default(null),
  languages: z.record(
    z.string().refine(isPlatformLanguage, 'is no language of the platform'),
    templateContent,
  ),
});

const file = z.strictObject({
  kind: z.literal(KIND, `is not "${KIND}"`),
  version: z.literal(1, 'is not 1'),
  templates: z.array(template).max(10_000),
});

/** What is wrong in a file, and where. */
export interface FileFault {
  readonly line: number;
  /** Such as `templates.3.languages.en.body`; empty: the file as a whole. */
  readonly path: string;
  readonly reason: string;
}

/** What a file would do to the library. */
export interface FilePlan {
  readonly fresh: readonly TemplateDraftBody[];
  readonly changed: readonly {
    readonly draft: TemplateDraftRecord;
    readonly body: TemplateDraftBody;
  }[];
  readonly same: number;
}

function asWritten({ name, category, tags, deadline, languages }: TemplateDraftRecord): object {
  return {
    name,
    category,
    ...(tags.length === 0 ? {} : { tags: tags.toSorted() }),
    ...(deadline === null ? {} : { deadline }),
    languages: Object.fromEntries(
      languages
        .toSorted((a, b) => (a.language < b.language ? -1 : 1))
        .map(({ language, content }) => [language, templateContent.parse(content)]),
    ),
  };
}

/** The drafts as a file: by name, each language in the order of its code, always the same bytes. */
export function writeTemplates(drafts: readonly TemplateDraftRecord[]): string {
  const templates = drafts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(asWritten);
  return `${JSON.stringify({ kind: KIND, version: 1, templates }, null, 2)}\n`;
}

/** Reads a file as a whole: what is wrong with it, or every template in it. */
export function readTemplates(
  text: string,
):
  | { readonly ok: true; readonly bodies: readonly TemplateDraftBody[] }
  | { readonly ok: false; readonly faults: readonly FileFault[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const [, offset = '0'] = /position (\d+)/.exec(String(error)) ?? [];
    const line = lineAt(text, Number(offset));
    return { ok: false, faults: [{ line, path: '', reason: String(error) }] };
  }
  const places = jsonPlaces(text);
  const fault = (path: string, reason: string): FileFault => ({
    line: lineAt(text, nearest(places, path)),
    path,
    reason,
  });
  const checked = file.safeParse(parsed);
  if (!checked.success) {
    const { issues } = checked.error;
    return { ok: false, faults: issues.map((issue) => fault(issue.path.join('.'), issue.message)) };
  }
  const { templates } = checked.data;
  const twice = templates.flatMap(({ name }, index) =>
    templates.findIndex((one) => one.name === name) < index
      ? [fault(`templates.${index}.name`, `${name} is there twice`)]
      : [],
  );
  if (twice.length > 0) return { ok: false, faults: twice };
  const bodies = templates.map(({ name, category, tags, deadline, languages }) => ({
    name,
    category,
    tags,
    deadline,
    languages: Object.entries(languages).map(([language, content]) => ({ language, content })),
    archived: false,
    conflicts: [],
  }));
  return { ok: true, bodies };
}

/** The offset of a value, or of what it should be in. */
function nearest(places: ReadonlyMap<string, number>, path: string): number {
  const steps = path.split('.');
  const paths = steps.map((_, index) => steps.slice(0, steps.length - index).join('.'));
  const known = paths.find((one) => places.has(one));
  return known === undefined ? 0 : (places.get(known) ?? 0);
}

/** What reading a file into the library would make and change. */
export function planImport(
  bodies: readonly TemplateDraftBody[],
  drafts: readonly TemplateDraftRecord[],
): FilePlan {
  const fresh: TemplateDraftBody[] = [];
  const changed: { draft: TemplateDraftRecord; body: TemplateDraftBody }[] = [];
  let same = 0;
  for (const body of bodies) {
    const draft = drafts.find(({ name, archived }) => name === body.name && !archived);
    if (draft === undefined) fresh.push(body);
    else if (writeTemplates([draft]) === writeTemplates([{ ...body, id: draft.id }])) same += 1;
    else changed.push({ draft, body: { ...body, conflicts: draft.conflicts } });
  }
  return { fresh, changed, same };
}
