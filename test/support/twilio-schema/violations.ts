import type { FieldSchema, ResourceSchema } from './schema.ts';

/**
 * What is wrong with a value by a schema: fields that are missing, that Twilio does not send, or
 * that are not of their type. Empty where the value is as it should be.
 */
export function violations(schema: ResourceSchema, value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${at || 'the answer'} is no object`];
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const unknown = [...given.keys()].filter((name) => !(name in schema));
  return [
    ...unknown.map((name) => `${at}${name} is no field of Twilio's`),
    ...Object.entries(schema).flatMap(([name, field]) => {
      if (!given.has(name)) return field.optional === true ? [] : [`${at}${name} is missing`];
      return fieldViolations(field, given.get(name), at + name);
    }),
  ];
}

function fieldViolations(field: FieldSchema, value: unknown, at: string): string[] {
  if (value === null) return field.nullable === true ? [] : [`${at} is null`];
  if (!isOfType(field.type, value)) return [`${at} is no ${field.type}: ${JSON.stringify(value)}`];
  if (typeof value === 'string') return textViolations(field, value, at);
  if (Array.isArray(value)) {
    const { items } = field;
    if (items === undefined) return [];
    return value.flatMap((one, index) => violations(items, one, `${at}[${String(index)}].`));
  }
  return field.fields === undefined ? [] : violations(field.fields, value, `${at}.`);
}

function textViolations(field: FieldSchema, value: string, at: string): string[] {
  const isKnown = field.enum?.includes(value) ?? true;
  const isShaped = field.pattern?.test(value) ?? true;
  return isKnown && isShaped ? [] : [`${at} has the value ${value}`];
}

function isOfType(type: FieldSchema['type'], value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
