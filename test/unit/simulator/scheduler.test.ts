import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../simulator/core/jobs.ts';
import { seededRandom } from '../../../simulator/core/random.ts';
import { Scheduler } from '../../../simulator/core/scheduler.ts';
import { SidSource } from '../../../simulator/core/sids.ts';
import { VirtualClock } from '../../../simulator/core/virtual-clock.ts';

/** Five numbers that follow from the seed. */
function draw(seed: number): number[] {
  return Array.from({ length: 5 }, seededRandom(seed));
}

function job(sid: string): Job {
  return { kind: 'deliver', account: 'AC', sid };
}

describe('Scheduler', () => {
  it('runs jobs in due order, ties as they were scheduled, and none before its time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 }),
        async (dues) => {
          const clock = new VirtualClock();
          const ran: number[] = [];
          const scheduler = new Scheduler(clock, true, async (_job, _at, id) => {
            ran.push(id);
          });
          const start = clock.now();
          for (const [id, due] of dues.entries()) {
            scheduler.add(id, start + due * 60_000, job(String(id)));
          }
          await scheduler.advance(25 * 60_000);
          const expected = dues
            .map((due, id) => ({ due, id }))
            .toSorted((one, other) => one.due - other.due || one.id - other.id);
          const early = expected.filter(({ due }) => due <= 25).map(({ id }) => id);
          expect(ran).toEqual(early);
          await scheduler.advance(60 * 60_000);
          expect(ran).toEqual(expected.map(({ id }) => id));
        },
      ),
    );
  });

  it('runs work that a job schedules within the span, in the same move', async () => {
    const clock = new VirtualClock();
    const start = clock.now();
    const ran: number[] = [];
    const scheduler: Scheduler = new Scheduler(clock, true, async (of, at, id) => {
      ran.push(at - start);
      if (id < 5) scheduler.add(id + 1, at + 60_000, of);
    });
    scheduler.add(1, start + 60_000, job('SM'));
    await scheduler.advance(210_000);
    expect(ran).toEqual([60_000, 120_000, 180_000]);
  });

  it('tells what went wrong in a job', async () => {
    const scheduler = new Scheduler(new VirtualClock(), true, async () => {
      throw new Error('broken job');
    });
    scheduler.add(1, 0, job('SM'));
    await expect(scheduler.advance(1)).rejects.toThrow('broken job');
  });
});

describe('what follows from the seed', () => {
  it('is the same for the same seed and differs for another', () => {
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
    expect(draw(3).every((number) => number >= 0 && number < 1)).toBe(true);
  });

  it('identifiers have Twilio’s shape and never come twice, not after a restart either', () => {
    const sids = [1, 2].flatMap((starts) => {
      const source = new SidSource(1, starts);
      return Array.from({ length: 500 }, () => source.next('SM', 'AC1'));
    });
    expect(sids.every((sid) => /^SM[0-9a-f]{32}$/.test(sid))).toBe(true);
    expect(new Set(sids).size).toBe(1000);
    expect(new SidSource(1, 1).next('SM', 'AC1')).toBe(sids[0]);
  });
});
