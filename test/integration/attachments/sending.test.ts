import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type ConversationId, mediaId, messageId } from '../../../shared/contract/ids.ts';
import type { MediaRecord, MessageRecord } from '../../../shared/contract/records.ts';
import { signIn } from '../../support/relay/desktop.ts';
import type { TestCore } from '../../support/test-core.ts';
import { attachmentStage, pick, pickAs, someBytes } from './stage.ts';

const MB = 1_000_000;

function newId() {
  return messageId.parse(v7());
}

/** Puts a file into the draft, and sends it as the page does. */
async function send(
  core: TestCore,
  conversationId: ConversationId,
  file: MediaRecord,
  caption: string | null = null,
): Promise<MessageRecord> {
  const draft = { text: caption ?? '', repliesToId: null, template: null, attachments: [file] };
  await core.call('draft.save', { conversationId, draft });
  return core.call('message.sendMedia', {
    messageId: newId(),
    conversationId,
    mediaId: file.id,
    caption,
    repliesToId: null,
  });
}

/** A message as the core has it; undefined also while it cannot ask for what it does not have. */
async function statusOf(core: TestCore, { id, conversationId }: MessageRecord) {
  const page = await core
    .call('conversation.messages', { conversationId, before: null, limit: 50 })
    .catch(() => null);
  return page?.messages.find((message) => message.id === id);
}

async function untilRead(core: TestCore, message: MessageRecord): Promise<void> {
  await core.until(async () => (await statusOf(core, message))?.status === 'read');
}

describe('a file', () => {
  it('comes to the provider byte for byte, with its caption, and to every colleague', async () => {
    const { core, conversationId, taken } = await attachmentStage();
    const bytes = someBytes(900_000);
    const file = await pick(core, bytes, 'image/jpeg', 'estante.jpg');
    const shown = await core.app.media(file.id);
    expect(Buffer.from(shown?.bytes ?? []).equals(bytes)).toBe(true);
    const message = await send(core, conversationId, file, 'Así llegó');
    expect(message).toMatchObject({ kind: 'media', body: 'Así llegó', media: [file] });
    await untilRead(core, message);

    expect(taken()).toMatchObject([
      { body: 'Así llegó', status: 'read', files: [{ contentType: 'image/jpeg' }] },
    ]);
    const [sent] = taken();
    expect(Buffer.from(sent?.files[0]?.base64 ?? '', 'base64').equals(bytes)).toBe(true);
    expect(core.pushed('upload').at(-1)).toEqual({
      mediaId: file.id,
      sent: bytes.byteLength,
      size: bytes.byteLength,
    });
    expect((await statusOf(core, message))?.media).toEqual([file]);
    const { draft } = await core.call('conversation.get', { conversationId });
    expect(draft).toBeNull();
    expect(core.pushed('refused')).toEqual([]);
  });

  it('is had by a colleague from the relay, and by nobody else', async () => {
    const stage = await attachmentStage();
    const { core, conversationId, line } = stage;
    const bytes = someBytes(600_000);
    const file = await pick(core, bytes);
    await untilRead(core, await send(core, conversationId, file));
    expect((await fetch(`${line.url}/media/${file.id}`)).status).toBe(401);
    // The cache of another machine has nothing but what the relay gives it.
    const token = await signIn(line.url);
    const got = await fetch(`${line.url}/media/${file.id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    expect(got.headers.get('content-type')).toBe('application/pdf');
    expect(got.headers.get('content-disposition')).toContain('ficha%20t%C3%A9cnica.pdf');
  });

  it('is sent once, however often the page asks for it', async () => {
    const { core, conversationId, taken } = await attachmentStage();
    const file = await pick(core, someBytes(1000));
    const input = {
      messageId: newId(),
      conversationId,
      mediaId: file.id,
      caption: null,
      repliesToId: null,
    };
    const first = await core.call('message.sendMedia', input);
    const again = await core.call('message.sendMedia', input);
    expect(again.id).toBe(first.id);
    await untilRead(core, first);
    expect((await core.call('message.sendMedia', input)).id).toBe(first.id);
    expect(taken()).toHaveLength(1);
  });
});

describe('offline', () => {
  it('a picked file and a queued one survive a restart, and the queued one goes out once', async () => {
    const stage = await attachmentStage();
    const { conversationId, line } = stage;
    line.down();
    const queued = someBytes(700_000);
    const picked = someBytes(300_000);
    const message = await send(stage.core, conversationId, await pick(stage.core, queued));
    const kept = await pick(stage.core, picked, 'image/png', 'foto.png');
    const draft = { text: 'y esto', repliesToId: null, template: null, attachments: [kept] };
    await stage.core.call('draft.save', { conversationId, draft });

    const core = await stage.restartCore();
    expect((await core.call('conversation.get', { conversationId })).draft).toEqual(draft);
    const shown = await core.app.media(kept.id);
    expect(Buffer.from(shown?.bytes ?? []).equals(picked)).toBe(true);
    expect(stage.taken()).toEqual([]);
    line.up();
    await untilRead(core, message);

    expect(stage.taken()).toHaveLength(1);
    const [sent] = stage.taken();
    expect(Buffer.from(sent?.files[0]?.base64 ?? '', 'base64').equals(queued)).toBe(true);
    expect((await core.call('conversation.get', { conversationId })).draft).toEqual(draft);
  });
});

describe('an upload', () => {
  it('that was cut off is put again, and the message goes out once', async () => {
    const { core, conversationId, line, taken } = await attachmentStage();
    line.cutNextFile(400_000);
    const bytes = someBytes(2 * MB);
    const message = await send(core, conversationId, await pick(core, bytes));
    await untilRead(core, message);
    expect(line.files()).toBe(2);
    expect(taken()).toHaveLength(1);
    expect(Buffer.from(taken()[0]?.files[0]?.base64 ?? '', 'base64').equals(bytes)).toBe(true);
  });

  it('is kept by a relay that dies before the command, and the message goes out once', async () => {
    const stage = await attachmentStage();
    const { core, conversationId, line } = stage;
    const isDown = line.downAfterNextFile();
    const bytes = someBytes(500_000);
    const message = await send(core, conversationId, await pick(core, bytes));
    await isDown;
    await stage.restartRelay();
    await untilRead(core, message);
    expect(line.files()).toBe(1);
    expect(stage.taken()).toHaveLength(1);
  });

  it('holds up its own conversation alone, and keeps the order there', async () => {
    const stage = await attachmentStage();
    const { core, conversationId, line } = stage;
    const other = await stage.addCustomer('whatsapp:+5215587654321');
    line.down();
    const file = await send(core, conversationId, await pick(core, someBytes(6 * MB)));
    const text = { body: 'Va la ficha', repliesToId: null };
    const after = await core.call('message.sendText', {
      ...text,
      conversationId,
      messageId: newId(),
    });
    const elsewhere = await core.call('message.sendText', {
      ...text,
      conversationId: other,
      messageId: newId(),
    });
    line.cutNextFile(10_000);
    line.up();
    await untilRead(core, elsewhere);
    await untilRead(core, after);
    await untilRead(core, file);
    const bodies = stage.taken().map(({ to, files }) => `${to.slice(-4)} ${String(files.length)}`);
    expect(bodies.filter((line_) => line_.startsWith('5678'))).toEqual(['5678 1', '5678 0']);
    expect(bodies[0]).toBe('4321 0');
  });
});

describe('a file that the relay does not take', () => {
  it('is parked with the reason, and kept', async () => {
    const { core, conversationId, line, taken } = await attachmentStage();
    const token = await signIn(line.url);
    const bytes = someBytes(300_000);
    const file = await pick(core, bytes);
    // Something else lies there under its id.
    const other = await fetch(`${line.url}/media/${file.id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
      body: 'other bytes',
    });
    expect(other.status).toBe(204);
    const message = await send(core, conversationId, file);
    await core.until(async () => (await statusOf(core, message))?.status === 'parked');
    expect((await statusOf(core, message))?.problem?.code).toBe('command_id_reused');
    expect(core.pushed('refused')).toMatchObject([{ messageId: message.id }]);
    const kept = await core.app.media(file.id);
    expect(Buffer.from(kept?.bytes ?? []).equals(bytes)).toBe(true);
    expect(taken()).toEqual([]);
  });

  it('or has lost is put there again with the next try', async () => {
    const stage = await attachmentStage();
    const { core, conversationId, line } = stage;
    const isDown = line.downAfterNextFile();
    const file = await pick(core, someBytes(1000));
    const message = await send(core, conversationId, file);
    await isDown;
    await stage.loseUploads();
    line.up();
    await core.until(async () => (await statusOf(core, message))?.status === 'parked');
    expect((await statusOf(core, message))?.problem?.code).toBe('attachment_not_found');
    await untilRead(core, await send(core, conversationId, file));
    expect(line.files()).toBe(2);
    expect(stage.taken()).toHaveLength(1);
  });
});

describe('a file whose call broke off', () => {
  it('after the provider took it is found by its token, and goes out once', async () => {
    const { core, conversationId, simulator, taken } = await attachmentStage();
    simulator.faults.set({ kind: 'timeout-after', how: 'reset' });
    const message = await send(core, conversationId, await pick(core, someBytes(1000)));
    await untilRead(core, message);
    expect(taken()).toHaveLength(1);
  });
});

describe('a file that is taken back', () => {
  it('while it is on its way to the relay goes nowhere', async () => {
    const { core, conversationId, line, taken } = await attachmentStage();
    line.down();
    const message = await send(core, conversationId, await pick(core, someBytes(1000)));
    await core.call('message.cancel', { messageId: message.id });
    line.up();
    const next = await send(core, conversationId, await pick(core, someBytes(2000)));
    await untilRead(core, next);
    expect((await statusOf(core, message))?.status).toBe('cancelled');
    expect(line.files()).toBe(1);
    expect(taken()).toHaveLength(1);
  });
});

describe('what is not taken', () => {
  it('is refused before anything is kept', async () => {
    const { core } = await attachmentStage();
    const id = mediaId.parse(v7());
    const web = await pickAs(core, id, someBytes(10), 'text/html');
    expect(web).toMatchObject({ ok: false, refusal: { code: 'attachment_type_not_supported' } });
    const large = await pickAs(core, id, someBytes(5 * MB + 1), 'image/png');
    expect(large).toMatchObject({ ok: false, refusal: { code: 'attachment_too_large' } });
    const none = await pickAs(core, id, someBytes(0), 'image/png');
    expect(none).toMatchObject({ ok: false });
    expect(await core.app.media(id)).toBeNull();

    // The same file is taken as often as it comes, another under its id is not.
    const bytes = someBytes(10);
    const first = await pickAs(core, id, bytes, 'image/png');
    expect(first).toMatchObject({ ok: true });
    expect(await pickAs(core, id, bytes, 'image/png')).toEqual(first);
    expect(await pickAs(core, id, someBytes(10), 'image/png')).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input' },
    });
  });

  it('a caption with a document, whose text would not arrive, and a file that is gone', async () => {
    const { core, conversationId } = await attachmentStage();
    const file = await pick(core, someBytes(10));
    await expect(send(core, conversationId, file, 'la ficha')).rejects.toMatchObject({
      refusal: { code: 'invalid_input' },
    });
    const gone = { ...file, id: mediaId.parse(v7()) };
    await expect(send(core, conversationId, gone)).rejects.toMatchObject({
      refusal: { code: 'attachment_not_found' },
    });
  });
});
