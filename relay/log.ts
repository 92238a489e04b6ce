import { type Logger, pino } from 'pino';

/** The relay's log: structured lines, without message bodies, addresses or secrets. */
export type Log = Logger;

/**
 * @param level the lowest level that is written, or `silent`
 */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A second fence: nothing that is logged should carry these in the first place.
    redact: {
      paths: [
        'body',
        '*.body',
        'authToken',
        '*.authToken',
        'token',
        '*.token',
        'password',
        '*.password',
        'req.headers.authorization',
        'req.headers.cookie',
      ],
      censor: '[not logged]',
    },
  });
}
