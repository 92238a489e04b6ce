import type { FastifyRequest } from 'fastify';
import type { Engine } from '../core/engine.ts';
import type { AccountState } from '../core/state.ts';
import { Refusal } from '../platform/refusal.ts';
import { Form } from './form.ts';

/**
 * The account that a request belongs to, by Basic auth with AccountSid and AuthToken.
 *
 * @throws Refusal 20003 when the credentials are missing or wrong
 */
export function authenticate(engine: Engine, request: FastifyRequest): AccountState {
  const header = request.headers.authorization ?? '';
  const [scheme, encoded] = header.split(' ');
  if (scheme?.toLowerCase() !== 'basic' || encoded === undefined) throw new Refusal(20003);
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  const account = engine.state.accounts.get(credentials.slice(0, colon));
  if (account === undefined || account.authToken !== credentials.slice(colon + 1)) {
    throw new Refusal(20003);
  }
  return account;
}

/** The fields of the query, repeated ones included, in the order they came. */
export function queryOf(request: FastifyRequest): Form {
  return Form.parse(queryText(request));
}

/** The query's fields as pairs, without those of paging. */
export function filtersOf(request: FastifyRequest): [string, string][] {
  const paging = new Set(['PageSize', 'Page', 'PageToken']);
  return [...new URLSearchParams(queryText(request))].filter(([name]) => !paging.has(name));
}

function queryText(request: FastifyRequest): string {
  const mark = request.url.indexOf('?');
  return mark < 0 ? '' : request.url.slice(mark + 1);
}

/** The form in the body of a request; an empty one when there is none. */
export function formOf(request: FastifyRequest): Form {
  return request.body instanceof Form ? request.body : new Form([]);
}

/** A part of the path. */
export function pathPart(request: FastifyRequest, name: string): string {
  const { params } = request;
  if (typeof params !== 'object' || params === null) return '';
  const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
