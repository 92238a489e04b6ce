import { z } from 'zod';

/* What an API key may do. A route names the one scope that it needs. */

export const SCOPE_TEXTS = {
  'messages:send': 'Send messages, under the same rules as people.',
  'messages:read': 'Read messages and what became of them.',
  'contacts:read': 'Read contacts.',
  'contacts:write': 'Create and change contacts.',
  'conversations:read': 'Read conversations.',
  'templates:read': 'Read templates and whether they are approved.',
  'orders:read': 'Read orders.',
  'orders:write': 'Tell orders and stock.',
} as const;

export type Scope = keyof typeof SCOPE_TEXTS;

/** Every scope, in the order in which they are shown. */
export const SCOPES = [
  'messages:send',
  'messages:read',
  'contacts:read',
  'contacts:write',
  'conversations:read',
  'templates:read',
  'orders:read',
  'orders:write',
] as const satisfies readonly Scope[];

export const scope = z.enum(SCOPES);
