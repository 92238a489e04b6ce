import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { z } from 'zod';
import {
  CONTACT_IMPORT_PATH,
  type ImportOptions,
  stagedImport,
} from '../../../shared/contract/contact-import.ts';
import { PROTOCOL_VERSION } from '../../../shared/contract/relay.ts';
import {
  addBenchTenant,
  benchDatabase,
  fillingRelay,
  startBenchRelay,
} from '../relay/bench-relay.ts';
import type { Row } from '../support/report.ts';

const ROWS = 100_000;
const LOOK_MS = 100;
const progress = z.object({
  ok: z.literal(true),
  value: z.object({ value: z.object({ imports: z.array(z.object({ state: z.string() })) }) }),
});

/**
 * Rows a second of a file of 100,000 contacts: from the start of the import to its end, with
 * numbers checked, duplicates looked for, opt-ins with their proof and a word on every row.
 */
export async function contactImportRows(): Promise<Row[]> {
  const database = await benchDatabase();
  try {
    const filling = await fillingRelay(database);
    const { tenantId, tokens } = await addBenchTenant(filling, 1);
    await filling.parts.store.inTenant(tenantId, ({ sql }) =>
      sql.updateTable('people').set({ role: 'owner' }).where('tenant_id', '=', tenantId).execute(),
    );
    await filling.close();
    const relay = await startBenchRelay(database);
    const [token = ''] = tokens;
    const lines = Array.from(
      { length: ROWS },
      (_, row) => `Mara ${row},Bakery ${row % 997},+1312${2_000_000 + row},K-${row},yes`,
    );
    const answer = await fetch(`${relay.url}${CONTACT_IMPORT_PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: `name,company,phone,id,opt-in\n${lines.join('\n')}\n`,
    });
    const { importId, suggested } = stagedImport.parse(await answer.json());
    const socket = io(relay.url, {
      transports: ['websocket'],
      auth: { token, protocol: PROTOCOL_VERSION, clientVersion: '0.1.0' },
    });
    await new Promise<void>((resolve) => {
      socket.once('welcome', () => resolve());
    });
    const options: ImportOptions = {
      updateBy: 'phone',
      defaultCountry: 'US',
      channels: ['whatsapp'],
      addTagIds: [],
      consent: null,
      proof: { source: 'web shop', evidence: 'the box of 2026' },
    };
    const begin = performance.now();
    const input = { importId, mapping: suggested, options };
    await socket.emitWithAck('command', {
      id: randomUUID(),
      name: 'contactImport.start',
      input,
    });
    for (let state = ''; state !== 'done'; await pause(LOOK_MS)) {
      const said: unknown = await socket.emitWithAck('ask', {
        name: 'contactImports.list',
        input: {},
      });
      state = progress.parse(said).value.value.imports[0]?.state ?? '';
    }
    const seconds = (performance.now() - begin) / 1000;
    socket.close();
    await relay.stop();
    return [
      {
        name: 'contact-import-rows-per-s',
        value: ROWS / seconds,
        unit: 'per s',
        goal: 1700,
        better: 'higher',
      },
    ];
  } finally {
    await database.close();
  }
}
