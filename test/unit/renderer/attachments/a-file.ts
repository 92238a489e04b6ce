import { createHash } from 'node:crypto';
import { mediaRecord, type MediaRecord } from '../../../../shared/contract/records.ts';

/** A file of a draft; the same name gives the same id. */
export function aFile(fileName: string, part: Partial<MediaRecord> = {}): MediaRecord {
  const hash = createHash('sha256').update(fileName).digest('hex');
  return mediaRecord.parse({
    id: `30000000-0000-4000-8000-${hash.slice(0, 12)}`,
    contentType: fileName.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg',
    fileName,
    size: 1_000,
    width: null,
    height: null,
    ...part,
  });
}
