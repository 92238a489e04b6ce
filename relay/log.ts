import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { faultOf } from './fault-of.ts';

/** The relay's log: structured lines, without message bodies, addresses or secrets. */
export type Log = Logger;

/**
 * @param level the lowest level that is written, or `silent`
 * @param destination in place of the standard output
 */
export function openLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // All of it would have the rows of the database's errors and the requests of the provider's.
    serializers: { err: faultOf },
    // Of an error under its own key pino makes its message that of the line.
    errorKey: 'error',
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
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
