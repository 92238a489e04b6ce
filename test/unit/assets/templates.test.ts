import { describe, expect, it } from 'vitest';
import {
  approvedTemplate,
  renderTemplateBody,
  SAMPLE_TEMPLATES,
} from '../../../assets/sample/templates.ts';
import { messagesOf, told, WORLDS } from './worlds.ts';

const usable = SAMPLE_TEMPLATES.filter(({ status }) => status !== 'rejected').map((template) => ({
  title: `${template.name} (${template.language})`,
  template,
}));

describe.each(usable)('the template $title', ({ template }) => {
  const { body, variables } = template;
  const numbers = [...body.matchAll(/\{\{(\d+)\}\}/g)].map(([, number]) => number);

  it('has its variables numbered from 1, with a sample value for each', () => {
    expect(numbers).toEqual(numbers.map((_number, index) => String(index + 1)));
    expect(Object.keys(variables)).toEqual(numbers);
    expect(Object.values(variables).filter((value) => value.trim() === '')).toEqual([]);
  });

  it('keeps Meta’s rules for the place and number of variables', () => {
    expect(body).not.toMatch(/^\W*\{\{|\{\{\d+\}\}\W*$/);
    expect(body).not.toMatch(/\}\}\s*\{\{/);
    const words = body.replaceAll(/\{\{\d+\}\}/g, '').match(/\p{Letter}+/gu) ?? [];
    expect(words.length).toBeGreaterThanOrEqual(2 * numbers.length + 1);
  });

  it('has buttons and a footer that fit', () => {
    const titles = template.quickReplies ?? [];
    expect(titles.filter((title) => title.length > 20)).toEqual([]);
    expect(titles.length).toBeLessThanOrEqual(3);
    expect((template.footer ?? '').length).toBeLessThanOrEqual(60);
  });
});

it('of the templates one waits for approval and one was rejected with a reason', () => {
  const counts = Map.groupBy(SAMPLE_TEMPLATES, ({ status }) => status);
  expect(counts.get('approved')?.length).toBeGreaterThanOrEqual(12);
  expect(counts.get('pending')).toHaveLength(1);
  expect(counts.get('rejected')?.map(({ rejectionReason }) => rejectionReason)).toEqual([
    expect.stringContaining('INVALID_FORMAT'),
  ]);
});

describe.each(WORLDS)('the template messages of the sample $name', ({ world }) => {
  const messages = messagesOf(world);

  it('are the approved text with their values put in, in the customer’s language', () => {
    const wrong = messages.filter(({ customer, message }) => {
      const { template, body } = message;
      if (template === null) return false;
      const approved = approvedTemplate(template.name, customer.language);
      const isRight = body === renderTemplateBody(approved, template.variables);
      return !isRight || approved.language !== template.language;
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('are answered with buttons that they have', () => {
    const pressed = messages.filter(({ message }) => message.button !== null);
    const wrong = pressed.filter(({ message, before }) => {
      const { template } = before.find(({ sid }) => sid === message.repliesToSid) ?? {};
      if (template === null || template === undefined) return true;
      const { quickReplies } = approvedTemplate(template.name, template.language);
      return quickReplies?.includes(message.button?.text ?? '') !== true;
    });
    expect(wrong.map(told)).toEqual([]);
    expect(pressed.length).toBeGreaterThan(5);
  });
});
