import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type CoreAnswer, fromCore } from './core-protocol.ts';
import { createProgram, type Program } from './program.ts';

export interface CoreLink {
  readonly program: Program;
  /** Gives an order; `lost` where the core was killed before it answered. */
  readonly call: (name: string, input: unknown) => Promise<CoreAnswer | 'lost'>;
}

export interface CoreLinkOptions {
  readonly name: string;
  readonly folder: string;
  readonly logFile: string;
  /** Is told which statuses the core shows. */
  readonly seen: (news: readonly { readonly id: string; readonly status: string }[]) => void;
}

/** A desktop core in a process of its own. */
export function createCoreLink({ name, folder, logFile, seen }: CoreLinkOptions): CoreLink {
  const asked = new Map<number, (answer: CoreAnswer | 'lost') => void>();
  const ready = new WeakSet<ChildProcess>();
  const listened = new WeakSet<ChildProcess>();
  let count = 0;

  function listen(child: ChildProcess): void {
    listened.add(child);
    const own = new Set<number>();
    child.on('message', (given) => {
      const word = fromCore.parse(given);
      if ('ready' in word) ready.add(child);
      else if ('seen' in word) seen(word.seen);
      else {
        asked.get(word.n)?.(word.answer);
        asked.delete(word.n);
        own.delete(word.n);
      }
    });
    // What it said before it was killed may still be on its way until the channel closes.
    child.once('close', () => {
      for (const [n, answer] of asked) {
        answer('lost');
        asked.delete(n);
      }
    });
  }

  const program = createProgram({
    name,
    script: join(import.meta.dirname, 'core-program.ts'),
    args: [folder, name],
    logFile,
    channel: true,
    isReady: (child) => {
      if (!listened.has(child)) listen(child);
      return Promise.resolve(ready.has(child));
    },
  });
  return {
    program,
    call: (callName, input) => {
      const child = program.process();
      if (child === null || !child.connected || !ready.has(child)) return Promise.resolve('lost');
      count += 1;
      const n = count;
      return new Promise((resolve) => {
        asked.set(n, resolve);
        child.send({ n, request: { name: callName, input } }, (error) => {
          if (error === null) return;
          asked.delete(n);
          resolve('lost');
        });
      });
    },
  };
}
