import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Db } from './sqlite.ts';

/* While a backlog is written, SQLite brings its write-ahead log into the file every thousand
 * pages, inside whichever commit comes then: a call of the page would wait for it. Here another
 * thread does that on a connection of its own, and the writer waits without blocking. */

/** SQLite's own habit, in pages. Source: sqlite.org, `PRAGMA wal_autocheckpoint`. */
const OWN_HABIT = 1000;
/** The thread ends when it had nothing to do for so long, ms. */
const IDLE = 5_000;

/** The code of the thread. It holds the file only while it works: a file may be renamed. */
const CODE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.driver);
  parentPort.on('message', () => {
    let fault = null;
    try {
      const db = new Database(workerData.path);
      try {
        for (const pragma of workerData.pragmas) db.pragma(pragma);
        db.pragma('wal_checkpoint(passive)');
      } finally {
        db.close();
      }
    } catch (error) {
      fault = String(error);
    }
    parentPort.postMessage(fault);
  });
`;

/** Keeps the write-ahead log of a file short while much is written. */
export interface Checkpointer {
  /** Brings the log into the file. It resolves in every case; where it fails, SQLite does it. */
  readonly run: () => Promise<void>;
  readonly close: () => void;
}

/**
 * @param db the writer of the file
 * @param pragmas what opens the file on another connection
 */
export function createCheckpointer(db: Db, path: string, pragmas: readonly string[]): Checkpointer {
  let worker: Worker | null = null;
  let broken = false;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;
  let settle: (() => void) | null = null;
  let running: Promise<void> | null = null;

  function leave(): void {
    clearTimeout(idle);
    const left = worker;
    worker = null;
    if (!closed) db.pragma(`wal_autocheckpoint = ${String(OWN_HABIT)}`);
    void left?.terminate();
    settle?.();
  }
  function giveUp(): void {
    broken = true;
    leave();
  }

  function begin(): Worker {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const made = new Worker(CODE, { eval: true, workerData: { driver, path, pragmas } });
    made.unref();
    made.on('error', () => {
      if (worker === made) giveUp();
    });
    made.on('message', (fault: unknown) => {
      if (fault === null) settle?.();
      else giveUp();
    });
    db.pragma('wal_autocheckpoint = 0');
    return made;
  }

  async function checkpoint(): Promise<void> {
    clearTimeout(idle);
    worker ??= begin();
    const done = Promise.withResolvers<void>();
    settle = done.resolve;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    worker.postMessage(null);
    await done.promise;
    running = null;
    if (worker === null) return;
    idle = setTimeout(leave, IDLE);
    idle.unref();
  }

  return {
    run: async () => {
      if (broken || closed) return;
      running ??= checkpoint().catch(() => {
        running = null;
        giveUp();
      });
      await running;
    },
    close: () => {
      closed = true;
      leave();
    },
  };
}
