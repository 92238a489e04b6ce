import { toProvider } from '../../../../shared/domain/template/content-type.ts';
import type { Parts } from '../../../parts.ts';
import type {
  Approval,
  CallFailure,
  ProviderAccount,
  ProviderTemplate,
} from '../../../providers/provider.ts';
import { accountsOf } from '../../accounts/accounts.ts';
import type { Claimed } from './claim.ts';
import {
  createdSince,
  recordApproval,
  recordCreated,
  recordGone,
  recordLater,
  recordRefused,
  recordTakenAway,
} from './record.ts';
import { removeVersion } from './remove-version.ts';

type Needed = Pick<Parts, 'store' | 'clock' | 'provider' | 'vault' | 'log'>;

const HOUR_MS = 3_600_000;
/** Source: Meta, message templates: 100 creations per hour and WABA. */
const PER_HOUR = 100;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** ms before the next attempt, twice as long each time. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20));
}

/**
 * Brings a claimed version to the provider, from whichever step it stands at: made there, submitted
 * for approval, and followed until the reviewers have decided; or deletes it there. Whatever an
 * earlier attempt may have done is looked for first, so that nothing is made or asked for twice.
 */
export async function bringVersion(parts: Needed, version: Claimed): Promise<void> {
  const { store, clock } = parts;
  const account = await store.inTenant(version.tenantId, async (tx) => {
    const accounts = await accountsOf(parts, tx);
    return accounts.find(({ id }) => id === version.accountId);
  });
  if (account === undefined) throw new Error('the account of the version is gone');
  if (version.step === 'delete') {
    await removeVersion(parts, account, version, pauseAfter(version.attempts));
    return;
  }
  const contentSid = version.contentSid ?? (await create(parts, account, version));
  if (contentSid === null) return;
  const made = { ...version, contentSid };
  if (version.contentSid !== null || version.attempts > 0) {
    const known = await parts.provider.fetchApproval(account, contentSid);
    if (known === 'not_there') {
      await store.inTenant(version.tenantId, (tx) =>
        version.step === 'follow'
          ? recordTakenAway(tx, version, clock.now())
          : recordGone(tx, version, clock.now()),
      );
      return;
    }
    if (known === 'not_submitted' && version.step === 'follow') {
      await store.inTenant(version.tenantId, (tx) =>
        recordLater(tx, version, clock.now() + HOUR_MS),
      );
      return;
    }
    if (known !== 'not_submitted') {
      await told(parts, made, known);
      return;
    }
  }
  const outcome = await parts.provider.submitTemplate(account, contentSid, version);
  if (outcome.kind === 'done') {
    await told(parts, made, outcome.approval);
  } else {
    await failed(parts, version, outcome);
  }
}

/** Puts down what the reviewers say, and when they are asked again. */
async function told(parts: Needed, version: Claimed, approval: Approval): Promise<void> {
  const now = parts.clock.now();
  const next = now + pauseAfter(version.step === 'follow' ? version.attempts + 1 : 0);
  await parts.store.inTenant(version.tenantId, (tx) =>
    recordApproval(tx, version, approval, { now, next }),
  );
}

/** @returns the content at the provider; null: not now, and that is put down */
async function create(
  parts: Needed,
  account: ProviderAccount,
  version: Claimed,
): Promise<string | null> {
  const { store, clock, provider } = parts;
  const { name, language, tenantId } = version;
  const made = async (template: ProviderTemplate): Promise<string> => {
    await store.inTenant(tenantId, (tx) => recordCreated(tx, version, template, clock.now()));
    return template.contentSid;
  };
  if (version.attempts > 0) {
    const there = await provider.listTemplates(account);
    const found = there.find((one) => one.name === name && one.language === language);
    if (found !== undefined) return made(found);
  }
  const now = clock.now();
  const lately = await store.inTenant(tenantId, (tx) =>
    createdSince(tx, version.accountId, now - HOUR_MS),
  );
  if (lately >= PER_HOUR) {
    await store.inTenant(tenantId, (tx) => recordLater(tx, version, now + HOUR_MS / PER_HOUR));
    return null;
  }
  const content = toProvider(version.content);
  if (content === null) {
    await store.inTenant(tenantId, (tx) =>
      recordRefused(tx, version, 'template_not_valid', 'content_type.none'),
    );
    return null;
  }
  const outcome = await provider.createTemplate(account, { name, language, content });
  if (outcome.kind === 'done') return made(outcome.template);
  await failed(parts, version, outcome);
  return null;
}

async function failed(parts: Needed, version: Claimed, outcome: CallFailure): Promise<void> {
  const { store, clock, log } = parts;
  if (outcome.kind === 'refused') {
    const detail = `${outcome.errorCode ?? ''} ${outcome.reason}`.trim();
    await store.inTenant(version.tenantId, (tx) =>
      recordRefused(tx, version, 'template_not_taken', detail),
    );
    return;
  }
  log.warn(
    { event: 'template_not_brought', versionId: version.id, reason: outcome.kind },
    'a template could not be brought to the provider; it is tried again by itself',
  );
  const asked = outcome.kind === 'busy' ? outcome.retryAfterMs : null;
  const at = clock.now() + (asked ?? pauseAfter(version.attempts));
  await store.inTenant(version.tenantId, (tx) => recordLater(tx, version, at));
}
