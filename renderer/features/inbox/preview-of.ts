import type { InboxItem } from '../../../shared/contract/bridge.ts';

/** What has become of a message that did not simply go out. */
export type PreviewProblem = 'failed' | 'undelivered' | 'unconfirmed' | 'parked' | 'cancelled';

/** What the second line of a row shows. */
export type Preview =
  | { readonly kind: 'draft'; readonly text: string }
  | {
      readonly kind: PreviewProblem | 'waiting' | 'own' | 'theirs';
      readonly text: string | null;
      readonly what: 'text' | 'template' | 'media' | 'location' | 'button';
    }
  | { readonly kind: 'empty' };

const PROBLEMS: ReadonlySet<string> = new Set<PreviewProblem>([
  'failed',
  'undelivered',
  'unconfirmed',
  'parked',
  'cancelled',
]);
const WAITING = new Set(['queued', 'sending']);

/**
 * The line under the name: a draft before anything else, because it is the person's own
 * unfinished work; then the last message, with what has become of it.
 */
export function previewOf(item: Pick<InboxItem, 'draft' | 'conversation'>): Preview {
  const draft = item.draft?.trim() ?? '';
  if (draft !== '') return { kind: 'draft', text: oneLine(draft) };
  const last = item.conversation.lastMessage;
  if (last === null) return { kind: 'empty' };
  const text = last.preview === null || last.preview.trim() === '' ? null : oneLine(last.preview);
  const kind = isProblem(last.status)
    ? last.status
    : WAITING.has(last.status)
      ? 'waiting'
      : last.direction === 'outbound'
        ? 'own'
        : 'theirs';
  return { kind, text, what: last.kind };
}

/** Whether a status is one that a row names in words. */
export function isProblem(status: string): status is PreviewProblem {
  return PROBLEMS.has(status);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
