import { createServer } from 'node:http';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../../main/clock.ts';
import { createMediaService } from '../../../../../main/services/media/media-service.ts';
import { aPerson, aTenant } from '../../../../support/sample-records.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { testCache } from '../../../../support/test-cache.ts';

const PATIENCE = 900;

/** A relay that gives a file in so many pieces, some time apart; after the last one it may hang. */
async function aThinLine(pieces: number, hangs: boolean) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    let left = pieces;
    const give = setInterval(() => {
      if (left > 0) {
        response.write('piece ');
        left -= 1;
      } else {
        clearInterval(give);
        if (!hangs) response.end();
      }
    }, PATIENCE / 3);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const session = { relayUrl: `http://127.0.0.1:${port}`, person: aPerson(), tenant: aTenant() };
  const cache = testCache({ folder: await temporaryFolder() });
  const workspace = { cache, token: 'token', session: () => session };
  return createMediaService(
    () => workspace,
    systemClock,
    () => undefined,
    PATIENCE,
  );
}

describe('a file over a thin line', () => {
  it('arrives however long it takes, as long as it keeps coming', async () => {
    const media = await aThinLine(6, false);
    const found = await media(v7());
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe('piece '.repeat(6));
  });

  it('is given up where it stops coming', async () => {
    const media = await aThinLine(1, true);
    expect(await media(v7())).toBeNull();
  });
});
