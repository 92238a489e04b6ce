import { describe, expect, it } from 'vitest';
import { ERROR, SENDER } from '../../support/twilio-schema/schema.ts';
import { violations } from '../../support/twilio-schema/violations.ts';

const error = {
  code: 20_003,
  message: 'Authenticate',
  more_info: 'https://www.twilio.com/docs/errors/20003',
  status: 401,
};

describe('the check against Twilio’s descriptions can fail', () => {
  it('on a field that is missing, unknown, null, of another type or of another shape', () => {
    expect(violations(ERROR, error)).toEqual([]);
    const { status, ...without } = error;
    expect(violations(ERROR, without)).toEqual(['status is missing']);
    expect(violations(ERROR, { ...error, hint: 'x' })).toEqual(["hint is no field of Twilio's"]);
    expect(violations(ERROR, { ...error, message: null })).toEqual(['message is null']);
    expect(violations(ERROR, { ...error, status: String(status) })).toHaveLength(1);
    expect(violations(ERROR, { ...error, more_info: 'https://example.com' })).toHaveLength(1);
    expect(violations(ERROR, [])).toEqual(['the answer is no object']);
  });

  it('on a status that Twilio does not have', () => {
    const found = violations(SENDER, { status: 'gone' }).filter((one) => one.includes('gone'));
    expect(found).toEqual(['status has the value gone']);
  });
});
