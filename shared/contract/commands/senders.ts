import { z } from 'zod';
import { senderId } from '../ids.ts';
import { senderRules } from '../records.ts';

/** What admins do with senders. */
export const SENDER_COMMANDS = {
  /** Says when a sender is the one that begins a conversation. Of the usual ones, the last one stays. */
  'sender.setRules': z.strictObject({ senderId, rules: senderRules }),
} as const;
