import { expect, it } from 'vitest';
import { faultOf } from '../../../../relay/services/sending/fault-of.ts';

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
