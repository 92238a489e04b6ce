import { describe, expect, it } from 'vitest';
import type { SampleMessage } from '../../../assets/sample/world.ts';
import { HOUR, messagesOf, told, WORLDS } from './worlds.ts';

const WINDOW = 24 * HOUR;
const END_WORDS = new Set(['STOP', 'SAIR']);
const HOW_FAR: readonly SampleMessage['status'][] = ['queued', 'sent', 'delivered', 'read'];

function lastInbound(messages: readonly SampleMessage[]): number {
  return messages.findLast(({ direction }) => direction === 'inbound')?.at ?? -Infinity;
}

function hasEnded(messages: readonly SampleMessage[]): boolean {
  return messages.some(
    ({ direction, body }) => direction === 'inbound' && END_WORDS.has(body ?? ''),
  );
}

describe.each(WORLDS)('the messages of the sample $name', ({ now, world }) => {
  const messages = messagesOf(world);

  it('have ids of their own in the shape of the provider', () => {
    expect(new Set(messages.map(({ message }) => message.sid)).size).toBe(messages.length);
    const misshapen = messages.filter(
      ({ message: { sid, media } }) =>
        !/^[SM]M[0-9a-f]{32}$/.test(sid) || sid.startsWith('MM') !== media.length > 0,
    );
    expect(misshapen.map(told)).toEqual([]);
  });

  it('follow each other in whole milliseconds, none of them in the future', () => {
    const wrong = messages.filter(
      ({ message: { at }, before }) =>
        !Number.isInteger(at) || at > now || at <= (before.at(-1)?.at ?? 0),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('say something, without what was to be filled in, in at most 1600 characters', () => {
    const wrong = messages.filter(({ message: { body, media, location } }) =>
      body === null
        ? media.length === 0 && location === null
        : body.trim() === '' || body.length > 1600 || /[{}[\]|]|undefined|NaN/.test(body),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('hold to the 24-hour window, or failed with 63016', () => {
    const outside = messages.filter(
      ({ conversation, message, before }) =>
        conversation.channel === 'whatsapp' &&
        message.direction === 'outbound' &&
        message.template === null &&
        message.at - lastInbound(before) > WINDOW,
    );
    expect(outside.filter(({ message }) => message.errorCode !== 63016).map(told)).toEqual([]);
    expect(outside.length).toBeGreaterThan(3);
    const refused = messages.filter(({ message }) => message.errorCode === 63016);
    expect(refused).toHaveLength(outside.length);
  });

  it('are templates only while the customer allows it, and nothing after they ended it', () => {
    const unwanted = messages.filter(
      ({ customer, conversation, message, before }) =>
        message.direction === 'outbound' &&
        (message.template !== null || conversation.channel === 'sms') &&
        customer.optIn[conversation.channel] !== 'opted_in' &&
        (customer.optIn[conversation.channel] !== 'opted_out' || hasEnded(before)),
    );
    expect(unwanted.map(told)).toEqual([]);
    const afterwards = messages.filter(
      ({ message, before }) => message.direction === 'outbound' && hasEnded(before),
    );
    expect(afterwards.map(told)).toEqual([]);
  });

  it('got as far as a message can get', () => {
    const wrong = messages.filter(({ message: { direction, status, errorCode } }) => {
      if (direction === 'inbound') return status !== 'received' || errorCode !== null;
      const hasFailed = status === 'failed' || status === 'undelivered';
      return hasFailed !== (errorCode !== null) || status === 'received';
    });
    expect(wrong.map(told)).toEqual([]);
    const overtaken = messages.filter(({ message, before }) => {
      const own = HOW_FAR.indexOf(message.status);
      return before.some(({ status }) => HOW_FAR.includes(status) && HOW_FAR.indexOf(status) < own);
    });
    expect(overtaken.map(told)).toEqual([]);
  });

  it('quote only what was said before in the same conversation', () => {
    const quoting = messages.filter(({ message }) => message.repliesToSid !== null);
    const wrong = quoting.filter(
      ({ message, before }) => !before.some(({ sid }) => sid === message.repliesToSid),
    );
    expect(wrong.map(told)).toEqual([]);
    expect(quoting.length).toBeGreaterThan(20);
  });

  it('name the rep who wrote them, and nobody for templates and customers', () => {
    const known = new Set(world.people.map(({ email }) => email));
    const wrong = messages.filter(({ message: { direction, template, authorEmail } }) =>
      direction === 'outbound' && template === null
        ? !known.has(authorEmail ?? '')
        : authorEmail !== null,
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('fail with the codes that people meet', () => {
    const codes = new Set(messages.map(({ message }) => message.errorCode));
    expect([...codes]).toEqual(expect.arrayContaining([63016, 63003, 63024, 63049, 30003, 30008]));
  });
});
