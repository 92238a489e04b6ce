import type { z } from 'zod';
import { CONTACT_ROUTES } from './rest/contacts.ts';
import { CONVERSATION_ROUTES } from './rest/conversations.ts';
import { MESSAGE_ROUTES } from './rest/messages.ts';
import { ORDER_ROUTES } from './rest/orders.ts';
import type { RestRoute } from './rest/route.ts';

/* The REST API for programs. A part of the product that has routes brings a file of its own to
 * `rest/`, is spread in here, and adds its handlers to the relay's `restHandlers`. */

export const REST_BASE = '/api/v1';
/** The document of the whole API. */
export const OPENAPI_PATH = `${REST_BASE}/openapi.json`;
/** The same as a page. */
export const API_PAGE_PATH = '/api';

export const REST_ROUTES = {
  ...MESSAGE_ROUTES,
  ...CONTACT_ROUTES,
  ...CONVERSATION_ROUTES,
  ...ORDER_ROUTES,
} as const satisfies Record<string, RestRoute>;

export type RestName = keyof typeof REST_ROUTES;
type Part<N extends RestName, P extends 'params' | 'query' | 'body' | 'answer'> = z.output<
  (typeof REST_ROUTES)[N][P]
>;
/** What a handler is given, parsed. */
export interface RestInput<N extends RestName> {
  readonly params: Part<N, 'params'>;
  readonly query: Part<N, 'query'>;
  readonly body: Part<N, 'body'>;
}
export type RestAnswer<N extends RestName> = Part<N, 'answer'>;

type RestSchemas = {
  readonly [N in RestName]: Omit<RestRoute, 'params' | 'query' | 'body' | 'answer'> & {
    readonly params: z.ZodType<RestInput<N>['params']>;
    readonly query: z.ZodType<RestInput<N>['query']>;
    readonly body: z.ZodType<RestInput<N>['body']>;
    readonly answer: z.ZodType<RestAnswer<N>>;
  };
};
/** The same routes, so typed that code for any route can use them. */
export const REST_SCHEMAS: RestSchemas = REST_ROUTES;

/** Whether a word names a route. */
export function isRestName(name: string): name is RestName {
  return Object.hasOwn(REST_ROUTES, name);
}

/** Every route's name. */
export const REST_NAMES: readonly RestName[] = Object.keys(REST_ROUTES).filter(isRestName);
