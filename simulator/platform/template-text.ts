import { z } from 'zod';
import type { ContentRecord } from '../core/records.ts';

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

const withBody = z.object({ body: z.string() });
const withMedia = z.object({ media: z.array(z.string()).min(1) });
const buttons = z.object({
  actions: z.array(
    z.object({
      type: z.string().optional(),
      title: z.string().optional(),
      id: z.string().optional(),
    }),
  ),
});

/** The text of a content template with its placeholders; empty for a type without text. */
export function bodyOf(content: ContentRecord): string {
  for (const type of Object.values(content.types)) {
    const parsed = withBody.safeParse(type);
    if (parsed.success) return parsed.data.body;
  }
  return '';
}

/** The media addresses of a content template, placeholders included. */
export function mediaOf(content: ContentRecord): readonly string[] {
  for (const type of Object.values(content.types)) {
    const parsed = withMedia.safeParse(type);
    if (parsed.success) return parsed.data.media;
  }
  return [];
}

/** The quick replies of a content template, in order. */
export function quickRepliesOf(
  content: ContentRecord,
): readonly { readonly title: string; readonly id: string | null }[] {
  const parsed = buttons.safeParse(content.types['twilio/quick-reply']);
  const card = buttons.safeParse(content.types['whatsapp/card']);
  const plain = parsed.success ? parsed.data.actions : [];
  const ofCard = card.success
    ? card.data.actions.filter((action) => action.type === 'QUICK_REPLY')
    : [];
  return [...plain, ...ofCard].map((action) => ({
    title: action.title ?? '',
    id: action.id ?? null,
  }));
}

/** The names of the variables anywhere in a content template, in order of first appearance. */
export function variablesOf(content: Pick<ContentRecord, 'types'>): readonly string[] {
  return placeholdersIn(JSON.stringify(content.types));
}

/** The names of the variables in a text, in order of first appearance. */
export function placeholdersIn(text: string): readonly string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

/** The text with each placeholder replaced by its value; without a value it stays as it is. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
}
