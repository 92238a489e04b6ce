import { useMutation } from '@tanstack/react-query';
import type { RefusedError } from '../../../../shared/contract/errors.ts';
import { READ_SCHEMAS } from '../../../../shared/contract/reads.ts';
import { useBridge } from '../../../bridge/context.tsx';
import { saveText } from '../../../ui/save-csv.ts';

const PAGE = 2000;
const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** Saves the whole log as a file, however long it is; `error` is the relay's refusal. */
export function useAuditExport(name: string) {
  const client = useBridge();
  return useMutation<void, RefusedError, keyof typeof TYPES>({
    mutationFn: async (format) => {
      const parts: string[] = [];
      for (let before: number | null = null; ;) {
        const input = { format, from: null, to: null, before, limit: PAGE };
        const { value } = await client.call('relay.ask', { name: 'audit.export', input });
        const { text, next } = READ_SCHEMAS['audit.export'].value.parse(value);
        // Every page of a table begins with its head.
        const isLater = format === 'csv' && parts.length > 0;
        parts.push(isLater ? text.slice(text.indexOf('\n') + 1) : text);
        if (next === null) break;
        before = next;
      }
      saveText(`${name}.${format}`, TYPES[format], parts);
    },
  });
}
