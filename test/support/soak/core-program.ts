/* Run as a process of its own: the desktop core of one profile, with its files in the folder of
 * the first argument. Orders come over the process's channel as calls of the bridge and are
 * answered there; what a person would see of messages is told as it changes. */
import process from 'node:process';
import { z } from 'zod';
import { createApp } from '../../../main/app.ts';
import { keyFile } from '../../../main/host/common/key-file.ts';
import { openLogFile } from '../../../main/host/common/log-file.ts';
import { settingsFile } from '../../../main/host/web/settings-file.ts';
import { lockProfile } from '../../../main/host/web/profile-lock.ts';
import { BRIDGE_EVENT_SCHEMAS } from '../../../shared/contract/bridge.ts';
import { coreOrder, type FromCore } from './core-protocol.ts';

/** Of a conversation so many of the newest messages are looked at when it has changed. */
const LOOKED_AT = 60;

const [folder = '', profile = ''] = process.argv.slice(2);
await lockProfile(folder, profile);
const logFile = openLogFile(folder, Date.now);
const app = await createApp({
  profile,
  dataFolder: folder,
  version: '0.1.0',
  suggestedRelayUrl: '',
  mediaBase: '/media/',
  uploadBase: '/upload/',
  platform: {
    secrets: keyFile(folder),
    notify: null,
    setBadge: () => undefined,
    openExternal: null,
  },
  settings: settingsFile(folder),
  log: logFile.log,
});

function say(word: FromCore): void {
  process.send?.(word, () => undefined);
}

const page = z.object({
  messages: z.array(
    z.object({ id: z.string(), direction: z.string(), status: z.string(), body: z.unknown() }),
  ),
});
const seen = new Map<string, string>();
const changed = new Set<string>();
let looking = false;

/** Tells which statuses are shown otherwise than before. */
async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  for (const conversationId of changed) {
    changed.delete(conversationId);
    const answer = await app.call({
      name: 'conversation.messages',
      input: { conversationId, before: null, limit: LOOKED_AT },
    });
    if (!answer.ok) continue;
    const news = page
      .parse(answer.value)
      .messages.filter(({ id, direction, status }) => {
        const before = seen.get(id);
        seen.set(id, status);
        return direction === 'outbound' && before !== status;
      })
      .map(({ id, status }) => ({ id, status }));
    if (news.length > 0) say({ seen: news });
  }
  looking = false;
}

app.onPush(({ name, payload }) => {
  if (name !== 'changed') return;
  for (const topic of BRIDGE_EVENT_SCHEMAS.changed.parse(payload).topics) {
    if (topic.kind === 'conversation') changed.add(topic.id);
  }
  void look();
});

process.on('message', (given) => {
  const { n, request } = coreOrder.parse(given);
  void app.call(request).then((answer) => say({ n, answer }));
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
say({ ready: true });
