import { z } from 'zod';
import { automationRecord } from '../automation.ts';
import { automationId } from '../ids.ts';

const { id: _id, ...rest } = automationRecord.shape;

/** What admins do with event automations. */
export const AUTOMATION_COMMANDS = {
  /** Makes the automation, or changes it: what has not gone out by then follows the change. */
  'automation.save': z.strictObject({ automationId, ...rest }),
} as const;
