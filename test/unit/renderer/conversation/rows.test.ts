import { describe, expect, it } from 'vitest';
import {
  rowBlocks,
  rowSections,
} from '../../../../renderer/features/conversation/list/row-blocks.ts';
import {
  firstUnread,
  inboundAfter,
  newestInbound,
} from '../../../../renderer/features/conversation/model/new-line.ts';
import { messageRows } from '../../../../renderer/features/conversation/model/rows.ts';
import { aMessage, messageIdOf } from './a-message.ts';

const at = (hour: number, minute: number, second = 0) => Date.UTC(2026, 2, 9, hour, minute, second);

/** The rows as one word each: `[` starts and `]` ends a group, `D` a new day, `N` the line 'new'. */
function shape(messages: Parameters<typeof messageRows>[0], newFrom = 0, zone = 'UTC'): string {
  return messageRows(messages, newFrom === 0 ? null : messageIdOf(newFrom), zone)
    .map(
      (row) =>
        (row.startsDay ? 'D' : '') +
        (row.startsNew ? 'N' : '') +
        (row.startsGroup ? '[' : '') +
        row.message.body?.at(-1) +
        (row.endsGroup ? ']' : ''),
    )
    .join(' ');
}

describe('messageRows', () => {
  it('groups what one author writes within a minute', () => {
    expect(
      shape([
        aMessage({ number: 1, at: at(10, 0, 1) }),
        aMessage({ number: 2, at: at(10, 0, 59) }),
        aMessage({ number: 3, at: at(10, 1, 0) }),
      ]),
    ).toBe('D[1 2] [3]');
  });

  it.each([
    ['the other side', { direction: 'outbound' }],
    ['another colleague', { author: { kind: 'contact', personId: messageIdOf(9) } }],
    ['a template', { kind: 'template' }],
    ['a failed message', { status: 'failed' }],
  ])('does not group with %s', (_, overrides) => {
    expect(
      shape([
        aMessage({ number: 1, at: at(10, 0, 1) }),
        aMessage({ number: 2, at: at(10, 0, 2), ...overrides }),
      ]),
    ).toBe('D[1] [2]');
  });

  it('begins a day at midnight of the person, not of UTC', () => {
    const messages = [
      aMessage({ number: 1, at: at(22, 30) }),
      aMessage({ number: 2, at: at(23, 30) }),
    ];
    expect(shape(messages, 0, 'UTC')).toBe('D[1] [2]');
    expect(shape(messages, 0, 'Europe/Berlin')).toBe('D[1] D[2]');
  });

  it("puts the line 'new' above its message and breaks the group there", () => {
    const messages = [1, 2].map((number) => aMessage({ number, at: at(10, 0, number) }));
    expect(shape(messages, 2)).toBe('D[1] N[2]');
  });
});

describe("the line 'new'", () => {
  const messages = [
    aMessage({ number: 1 }),
    aMessage({ number: 2, direction: 'outbound' }),
    aMessage({ number: 3 }),
    aMessage({ number: 4 }),
    aMessage({ number: 5, direction: 'outbound' }),
  ];

  it.each([
    [0, null],
    [1, 4],
    [2, 3],
    [3, 1],
    [4, null],
  ])('with %i unread stands above message %s', (unread, number) => {
    expect(firstUnread(messages, unread)).toBe(number === null ? null : messageIdOf(number));
  });

  it("knows the customer's newest message and what came after a given one", () => {
    expect(newestInbound(messages)?.id).toBe(messageIdOf(4));
    expect(newestInbound([])).toBeNull();
    expect(inboundAfter(messages, messageIdOf(2))).toHaveLength(2);
    expect(inboundAfter(messages, messageIdOf(4))).toHaveLength(0);
    expect(inboundAfter(messages, null)).toHaveLength(3);
    expect(inboundAfter(messages, messageIdOf(77))).toHaveLength(0);
  });
});

function numberOf(blocks: ReturnType<typeof rowBlocks>, number: number): number | undefined {
  return blocks.find((block) =>
    block.rows.some(({ message }) => message.id === messageIdOf(number)),
  )?.number;
}

describe('rowBlocks', () => {
  const rows = messageRows(
    Array.from({ length: 100 }, (_, index) => aMessage({ number: index + 1 })),
    null,
    'UTC',
  );

  it('holds every row once, in order', () => {
    expect(rowBlocks(rows, 30, 600).flatMap((block) => block.rows)).toEqual(rows);
  });

  it('draws at once what can fill the height, and no more than a block beyond', () => {
    for (const older of [0, 3, 50]) {
      const atOnce = rowBlocks(rows, older, 720).filter((block) => block.atOnce);
      const drawn = atOnce.flatMap((block) => block.rows);
      expect(drawn.at(-1)).toBe(rows.at(-1));
      // A row takes 36 px inside a group and 42 where it starts one.
      expect(drawn.length).toBeGreaterThanOrEqual(18);
      expect(drawn.length).toBeLessThan(28);
    }
  });

  it('draws fewer rows at once where they are higher', () => {
    const tall = messageRows(
      Array.from({ length: 100 }, (_, index) =>
        aMessage({ number: index + 1, body: 'One\ntwo\nthree\nfour\nfive' }),
      ),
      null,
      'UTC',
    );
    const count = (of: typeof rows) => rowBlocks(of, 0, 720).filter((block) => block.atOnce).length;
    expect(count(tall)).toBeLessThan(count(rows));
  });

  it('keeps what has not changed the same object', () => {
    const before = rowBlocks(rows.slice(48), 0, 600);
    const after = rowBlocks(rows, 48, 600, before);
    expect(after.slice(-before.length)).toEqual(before);
    expect(after.at(-1)).toBe(before.at(-1));
    expect(rowBlocks(rows.slice(1), 47, 600, after)[1]).toBe(after[1]);
    expect(rowBlocks(rows.slice(1), 47, 600, after)[0]).not.toBe(after[0]);
  });

  it('leaves a row in its block when older ones come', () => {
    expect(numberOf(rowBlocks(rows, 50, 600), 60)).toBe(
      numberOf(rowBlocks(rows.slice(50), 0, 600), 60),
    );
  });
});

describe('rowSections', () => {
  const rows = messageRows(
    Array.from({ length: 1_000 }, (_, index) => aMessage({ number: index + 1 })),
    null,
    'UTC',
  );

  it('hold every block once, in order, and are far fewer', () => {
    const blocks = rowBlocks(rows, 950, 600);
    const sections = rowSections(blocks);
    expect(sections.flatMap((section) => section.blocks)).toEqual(blocks);
    expect(sections.length).toBeLessThan(blocks.length / 10);
  });

  it('stay the same objects under the same numbers while older messages come', () => {
    const blocks = rowBlocks(rows.slice(400), 550, 600);
    const before = rowSections(blocks);
    const after = rowSections(rowBlocks(rows, 950, 600, blocks), before);
    expect(after.slice(-3)).toEqual(before.slice(-3));
    expect(after.at(-2)).toBe(before.at(-2));
    expect(after.at(-1)).toBe(before.at(-1));
  });

  it('are new objects where a message in them has changed', () => {
    const blocks = rowBlocks(rows, 950, 600);
    const before = rowSections(blocks);
    const changed = messageRows(
      rows.map((row) => row.message),
      messageIdOf(1_000),
      'UTC',
    ).map((row, index) => (index < 990 ? (rows[index] ?? row) : row));
    const after = rowSections(rowBlocks(changed, 950, 600, blocks), before);
    expect(after.at(-1)).not.toBe(before.at(-1));
    expect(after.at(-2)).toBe(before.at(-2));
  });
});
