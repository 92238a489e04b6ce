import type { Migration } from '../migrate.ts';
import { foundation } from './0001-foundation.ts';
import { signIn } from './0002-sign-in.ts';
import { receiving } from './0003-receiving.ts';
import { pacing } from './0004-pacing.ts';
import { logMarks } from './0005-log-marks.ts';
import { uploads } from './0006-uploads.ts';
import { tagsAndAudit } from './0007-tags-and-audit.ts';
import { receivingFaster } from './0008-receiving-faster.ts';
import { sendingSteps } from './0009-sending-steps.ts';
import { people } from './0010-people.ts';
import { contacts } from './0011-contacts.ts';
import { apiKeys } from './0012-api-keys.ts';
import { sendingTogether } from './0013-sending-together.ts';
import { orders } from './0014-orders.ts';
import { notes } from './0015-notes.ts';
import { teamWork } from './0016-team-work.ts';
import { templateLibrary } from './0017-template-library.ts';
import { retention } from './0018-retention.ts';
import { billing } from './0019-billing.ts';
import { automations } from './0020-automations.ts';
import { scheduledMessages } from './0021-scheduled-messages.ts';
import { senderRules } from './0022-sender-rules.ts';
import { providerBooks } from './0023-provider-books.ts';
import { templateDecisions } from './0024-template-decisions.ts';
import { eventsOut } from './0025-events-out.ts';
import { scopedBudgets } from './0026-scoped-budgets.ts';
import { spendDays } from './0027-spend-days.ts';
import { erasure } from './0028-erasure.ts';
import { singleSignOn } from './0029-single-sign-on.ts';
import { teams } from './0030-teams.ts';
import { budgetNotices } from './0031-budget-notices.ts';
import { contactsByKey } from './0032-contacts-by-key.ts';

/** Every migration, in order. What has been released is never edited: its checksum is kept. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  signIn,
  receiving,
  pacing,
  logMarks,
  uploads,
  tagsAndAudit,
  receivingFaster,
  sendingSteps,
  people,
  contacts,
  apiKeys,
  sendingTogether,
  orders,
  notes,
  teamWork,
  templateLibrary,
  retention,
  billing,
  automations,
  scheduledMessages,
  senderRules,
  providerBooks,
  templateDecisions,
  eventsOut,
  scopedBudgets,
  spendDays,
  erasure,
  singleSignOn,
  teams,
  budgetNotices,
  contactsByKey,
];
