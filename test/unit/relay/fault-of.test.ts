import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { openLog } from '../../../relay/log.ts';
import { faultOf } from '../../../relay/fault-of.ts';

it('the log gets the kind and the place of a fault, and none of what it carries', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    config: { auth: 'secret', data: 'To=+15550001000&Body=Hello' },
  });
  const { stack, ...fault } = faultOf(error);
  expect(fault).toEqual({ name: 'Error', code: 'ECONNREFUSED' });
  expect(stack).toContain('fault-of.test.ts');
  expect(faultOf('text')).toEqual({ name: 'string', code: null, stack: '' });
});

it('a line of the log has nothing of the row that the database refused', () => {
  const error = Object.assign(new DatabaseError('bad value "Hello Anna"', 1, 'error'), {
    code: '22P02',
    detail: 'Failing row contains (Hello Anna)',
    where: 'JSON data, line 1: {"preview":"Hello Anna',
  });
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => void lines.push(line) });
  log.error({ event: 'call_failed', err: error });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('22P02');
  expect(lines[0]).toContain('fault-of.test.ts');
  expect(lines[0]).not.toContain('Anna');
});
