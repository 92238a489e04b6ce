/** One line of the log. Never holds a token, a password or what a customer wrote. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly detail?: string;
}

export type Log = (line: LogLine) => void;

/** What an unknown thrown thing says about itself, for the log. */
export function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
