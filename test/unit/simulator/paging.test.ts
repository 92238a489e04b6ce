import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Form } from '../../../simulator/http/form.ts';
import { cutPage, type Page, readPageRequest } from '../../../simulator/http/paging.ts';

function items(count: number): { sid: string }[] {
  return Array.from({ length: count }, (_none, index) => ({ sid: `SM${String(index)}` }));
}

/** Follows the address of the next page to the end; `grow` is called before each page. */
function walk(list: { sid: string }[], pageSize: number, grow: () => void): string[] {
  const seen: string[] = [];
  let query: string | null = `PageSize=${String(pageSize)}`;
  while (query !== null) {
    grow();
    const page: Page<{ sid: string }> = cutPage(list, readPageRequest(Form.parse(query), 50), []);
    seen.push(...page.items.map((item) => item.sid));
    query = page.next;
  }
  return seen;
}

describe('pages', () => {
  it('together are the list, whatever their size', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, pageSize) => {
        const list = items(count);
        expect(walk(list, pageSize, () => {})).toEqual(list.map((item) => item.sid));
      }),
    );
  });

  it('neither repeat nor skip when the list grows at its head meanwhile', () => {
    const list = items(10);
    const before = list.map((item) => item.sid);
    let pages = 0;
    const seen = walk(list, 3, () => {
      pages += 1;
      if (pages > 1) list.unshift({ sid: `SMnew${String(pages)}` });
    });
    expect(seen).toEqual(before);
  });

  it('refuse sizes that Twilio refuses', () => {
    expect(() => readPageRequest(Form.parse('PageSize=0'), 50)).toThrow('between 1 and 1000');
    expect(() => readPageRequest(Form.parse('PageSize=1001'), 50)).toThrow('between 1 and 1000');
    expect(() => readPageRequest(Form.parse('Page=x'), 50)).toThrow('whole number');
    expect(readPageRequest(Form.parse(''), 20).pageSize).toBe(20);
  });
});
