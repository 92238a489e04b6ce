import type { Channel } from '../../../shared/contract/records.ts';
import { attachmentFault, attachmentKind } from '../../../shared/domain/attachment/attachment.ts';
import { ATTACHMENT_KINDS } from '../../../shared/domain/attachment/limits.ts';

/** So many files can lie in a draft. */
export const MAX_ATTACHMENTS = 10;

/** What matters of a picked file. */
export interface Picked {
  readonly name: string;
  /** Its media type, as the browser tells it; empty where it does not know. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Why a picked file is not taken. */
export interface PickFault {
  readonly name: string;
  readonly fault: 'too_large' | 'empty' | 'type' | 'channel' | 'too_many';
  /** Bytes of the file. */
  readonly size: number;
  /** The most that the channel takes of such a file, in bytes; null where that is not the reason. */
  readonly limit: number | null;
}

const FAULTS = {
  attachments_not_supported: 'channel',
  attachment_type_not_supported: 'type',
  attachment_too_large: 'too_large',
} as const;

function faultOf(file: Picked, channel: Channel): PickFault['fault'] | null {
  const code = attachmentFault(channel, file.type, file.size);
  if (code === null) return null;
  return code === 'attachment_type_not_supported' && file.size === 0 ? 'empty' : FAULTS[code];
}

function limitOf(file: Picked): number | null {
  const kind = attachmentKind(file.type);
  return kind === null ? null : ATTACHMENT_KINDS[kind].maxSize;
}

/**
 * Sorts picked files into those that the channel takes and those that it would refuse.
 *
 * @param there how many files the draft has already
 */
export function checkPicked<F extends Picked>(
  files: readonly F[],
  channel: Channel,
  there: number,
): { readonly taken: readonly F[]; readonly faults: readonly PickFault[] } {
  const taken: F[] = [];
  const faults: PickFault[] = [];
  for (const file of files) {
    const found = faultOf(file, channel);
    const fault = found ?? (there + taken.length >= MAX_ATTACHMENTS ? 'too_many' : null);
    if (fault === null) taken.push(file);
    else {
      const limit = fault === 'too_large' ? limitOf(file) : null;
      faults.push({ name: file.name, fault, size: file.size, limit });
    }
  }
  return { taken, faults };
}
