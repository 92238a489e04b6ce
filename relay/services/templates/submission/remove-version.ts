import type { Parts } from '../../../parts.ts';
import type { ProviderAccount } from '../../../providers/provider.ts';
import type { Claimed } from './claim.ts';
import { recordKept, recordLater, recordTakenAway } from './record.ts';

/**
 * Deletes a claimed version at the provider. What an earlier attempt deleted already is done; what
 * may have got there without anybody noticing is looked for.
 *
 * @param pause ms until the next attempt, where this one does not get through
 * @throws where the list of templates cannot be read: the claim runs out, and it is tried again
 */
export async function removeVersion(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'log'>,
  account: ProviderAccount,
  version: Claimed,
  pause: number,
): Promise<void> {
  const { store, clock, provider, log } = parts;
  const contentSid = version.contentSid ?? (await findContent(provider, account, version));
  const outcome =
    contentSid === null
      ? ({ kind: 'done' } as const)
      : await provider.deleteTemplate(account, contentSid);
  if (outcome.kind === 'done') {
    await store.inTenant(version.tenantId, (tx) =>
      recordTakenAway(tx, { ...version, contentSid }, clock.now()),
    );
    return;
  }
  if (outcome.kind === 'refused') {
    const detail = `${outcome.errorCode ?? ''} ${outcome.reason}`.trim();
    await store.inTenant(version.tenantId, (tx) => recordKept(tx, version, detail));
    return;
  }
  log.warn(
    { event: 'template_not_deleted', versionId: version.id, reason: outcome.kind },
    'a template could not be deleted at the provider; it is tried again by itself',
  );
  const asked = outcome.kind === 'busy' ? outcome.retryAfterMs : null;
  const at = clock.now() + (asked ?? pause);
  await store.inTenant(version.tenantId, (tx) => recordLater(tx, version, at));
}

async function findContent(
  provider: Parts['provider'],
  account: ProviderAccount,
  { name, language }: Claimed,
): Promise<string | null> {
  const there = await provider.listTemplates(account);
  const found = there.find((one) => one.name === name && one.language === language);
  return found?.contentSid ?? null;
}
