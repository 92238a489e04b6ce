import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadFormError, readForm } from '../../../../relay/http/webhooks/read-form.ts';

test('a form is read like the platform reads one', () => {
  const texts = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, texts)), (pairs) => {
      const sent = new URLSearchParams(pairs).toString();
      expect(readForm(Buffer.from(sent))).toEqual(
        Object.fromEntries(new URLSearchParams(sent).entries()),
      );
    }),
  );
});

test.each(['', '&', 'a', 'a=', '=b', 'a=b=c', 'a=1&a=2', '&&a=1&', 'a+b=c+d', 'a=%26%3D'])(
  'unusual, and no fault: %j',
  (sent) => {
    expect(readForm(Buffer.from(sent))).toEqual(
      Object.fromEntries(new URLSearchParams(sent).entries()),
    );
  },
);

test.each(['Body=%E2%82', 'Body=%ff', 'Body=%', '%zz=1'])(
  'what is not UTF-8 is refused: %s',
  (sent) => {
    expect(() => readForm(Buffer.from(sent))).toThrow(BadFormError);
  },
);

test('raw bytes that are not UTF-8 are refused', () => {
  expect(() => readForm(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(BadFormError);
});
