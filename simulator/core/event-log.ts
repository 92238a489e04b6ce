import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { z } from 'zod';
import {
  bookkeeping,
  type Bookkeeping,
  type LogEntry,
  logEntry,
  type LogFact,
} from './log-entries.ts';

const line = z.union([bookkeeping, logEntry]);

/** What was found in a log file: its facts and what was still to do. */
export interface Remembered {
  readonly entries: readonly LogEntry[];
  readonly lines: readonly Bookkeeping[];
}

/**
 * The append-only log: every fact in order, in memory and, when a file is given, as one line of
 * JSON each on disk, written before the fact takes effect.
 */
export class EventLog {
  readonly #entries: LogEntry[] = [];
  #file: number | null = null;

  /**
   * Opens the file and gives back what it holds. A last line that was cut off by a crash is
   * dropped: it never took effect.
   */
  open(path: string): Remembered {
    const lines: Bookkeeping[] = [];
    if (existsSync(path)) {
      const text = readFileSync(path, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
      for (const row of whole.split('\n')) {
        if (row === '') continue;
        const parsed = line.parse(JSON.parse(row));
        if ('n' in parsed) this.#entries.push(parsed);
        else lines.push(parsed);
      }
    }
    this.#file = openSync(path, 'a', 0o600);
    return { entries: [...this.#entries], lines };
  }

  /** Appends a fact that happened at `at` (ms) and gives back the entry. */
  append(fact: LogFact, at: number): LogEntry {
    const entry: LogEntry = { n: this.#entries.length + 1, at, ...fact };
    this.#write(entry);
    this.#entries.push(entry);
    return entry;
  }

  /** Notes pending work in the file; nothing without a file. */
  note(row: Bookkeeping): void {
    this.#write(row);
  }

  /** All facts so far, oldest first. */
  entries(): readonly LogEntry[] {
    return this.#entries;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #write(row: LogEntry | Bookkeeping): void {
    if (this.#file !== null) writeSync(this.#file, `${JSON.stringify(row)}\n`);
  }
}
