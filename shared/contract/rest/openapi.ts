import { z } from 'zod';
import { type RefusalCode, REFUSALS, refusalCode } from '../errors.ts';
import { REST_BASE, REST_NAMES, REST_ROUTES, type RestName } from '../rest.ts';
import {
  ALWAYS_POSSIBLE,
  PROBLEM_TYPE,
  problemDetails,
  statusOf,
  WITH_A_BODY,
  WITH_A_KEY,
} from './problem.ts';
import { NOTHING, type RestRoute } from './route.ts';
import { SCOPE_TEXTS } from './scopes.ts';

/* The OpenAPI 3.1 document of the REST API: made from the contract, never written by hand. */

export const API_VERSION = '1.0.0';

export const API_TEXT =
  'Send messages and read what became of them, under the same rules that hold for people. ' +
  'Authenticate with `Authorization: Bearer` and an API key, which an admin makes in Casement. ' +
  'Lists come in pages: hand the `next` of one page back as `cursor`. ' +
  'With `Idempotency-Key`, a request that is repeated within 24 hours has no second effect and ' +
  'gets the same answer, marked with `Idempotent-Replayed: true`. ' +
  'How much of the key’s allowance is left is told by the header fields `RateLimit` and `RateLimit-Policy`.';

type Json = Readonly<Record<string, unknown>>;

/** One parameter of a route. */
export interface ApiParameter extends Json {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string | undefined;
  readonly schema: Json;
}

/** One route as the document has it. */
export interface ApiOperation extends Json {
  readonly operationId: RestName;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly { readonly apiKey: readonly string[] }[];
  readonly parameters: readonly ApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: Json };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Json }>
  >;
}

export interface ApiDocument extends Json {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

/** The JSON schema of what goes in or comes out. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      if (zodSchema === refusalCode)
        Object.assign(made, { type: 'string', enum: Object.keys(REFUSALS) });
    },
  });
  return rest;
}

/** Every refusal that a route can give, by the route and by what all share. */
export function refusalsOf(route: RestRoute): readonly RefusalCode[] {
  return [
    ...route.refusals,
    ...(route.idempotency === 'required' ? (['idempotency_key_missing'] as const) : []),
    ...(route.idempotency === 'none' ? [] : WITH_A_KEY),
    ...(route.method === 'GET' ? [] : WITH_A_BODY),
    ...ALWAYS_POSSIBLE,
  ];
}

/** The document. @param server the relay's address, without a slash at the end */
export function openApiDocument(server: string): ApiDocument {
  const paths: Record<string, Record<string, ApiOperation>> = {};
  for (const name of REST_NAMES) {
    const route: RestRoute = REST_ROUTES[name];
    const at = (paths[route.path] ??= {});
    at[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Casement REST API', version: API_VERSION, description: API_TEXT },
    servers: [{ url: server + REST_BASE }],
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: Object.entries(SCOPE_TEXTS)
            .map(([scope, text]) => `\`${scope}\`: ${text}`)
            .join(' '),
        },
      },
      schemas: { Problem: jsonSchema(problemDetails, 'output') },
    },
  };
}

function operation(name: RestName, route: RestRoute): ApiOperation {
  const [tag = name] = name.split('.');
  return {
    operationId: name,
    tags: [tag],
    summary: route.summary,
    description: `${route.description} Scope: \`${route.scope}\`.`,
    security: [{ apiKey: [route.scope] }],
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...keyParameter(route),
    ],
    ...(route.body === NOTHING
      ? {}
      : {
          requestBody: {
            required: true as const,
            content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
          },
        }),
    responses: {
      [String(route.status)]: {
        description: route.summary,
        content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } },
      },
      ...problemsOf(route),
    },
  };
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): ApiParameter[] {
  const { properties, required } = jsonSchema(schema, 'input');
  const names = z.record(z.string(), z.record(z.string(), z.unknown())).parse(properties ?? {});
  const needed = z.array(z.string()).parse(required ?? []);
  return Object.entries(names).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: needed.includes(name),
    description: z.string().optional().parse(description),
    schema: rest,
  }));
}

function keyParameter({ idempotency }: RestRoute): ApiParameter[] {
  if (idempotency === 'none') return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: idempotency === 'required',
      description: 'New for each new request, the same for each repetition; such as a UUID.',
      schema: { type: 'string', minLength: 1, maxLength: 128 },
    },
  ];
}

function problemsOf(route: RestRoute): ApiOperation['responses'] {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of refusalsOf(route)) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\`: ${REFUSALS[code].what}`).join(' '),
          content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  );
}
