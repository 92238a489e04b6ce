import { randomUUID } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { openLog } from '../../../relay/log.ts';
import { openMetrics } from '../../../relay/metrics.ts';
import type { Provider } from '../../../relay/providers/provider.ts';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import { loadTemplates } from '../../../relay/db/records/directory.ts';
import {
  loadTemplateDrafts,
  loadTemplateVersions,
} from '../../../relay/db/records/template-library.ts';
import { sealCredentials } from '../../../relay/services/accounts/accounts.ts';
import { openVault } from '../../../relay/services/accounts/vault.ts';
import { commandRunner } from '../../../relay/services/commands/run-command.ts';
import { templateCommands } from '../../../relay/services/templates/commands.ts';
import { createSubmission } from '../../../relay/services/templates/submission/index.ts';
import { storeTemplates } from '../../../relay/services/templates/sync-templates.ts';
import { commandId, templateDraftId, templateVersionId } from '../../../shared/contract/ids.ts';
import type { TemplateDraftBody } from '../../../shared/contract/template-library.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import { newTenant, testStore } from '../relay-database/test-database.ts';
import { addColleague, addSender } from '../relay/thread.ts';

/** Of each step of the reviewers, in ms. */
export const REVIEW_MS = 60_000;

/** A tenant with its account at the simulator, and what brings its templates there. */
export async function submissionStage(
  change: (provider: Provider) => Partial<Provider> = () => ({}),
) {
  const simulator = await startSimulator({ manual: true, reviewMs: REVIEW_MS });
  onTestFinished(() => simulator.close());
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const sid = `AC${randomUUID().replaceAll('-', '')}`;
  simulator.addAccount({ sid, authToken: 'token' });
  const vault = openVault(Buffer.alloc(32, 7));
  const { accountId, personId } = await store.inTenant(tenantId, async (tx) => {
    const sender = await addSender(tx);
    const { provider_account_id: id } = await tx.sql
      .selectFrom('senders')
      .select('provider_account_id')
      .where('id', '=', sender)
      .executeTakeFirstOrThrow();
    await tx.sql
      .updateTable('provider_accounts')
      .set({ account_sid: sid, credentials: sealCredentials(vault, id, 'token') })
      .where('id', '=', id)
      .execute();
    const admin = await addColleague(tx);
    await tx.sql.updateTable('people').set({ role: 'admin' }).where('id', '=', admin).execute();
    return { accountId: id, personId: admin };
  });
  const real = createTwilioProvider({ baseUrl: simulator.url, timeoutMs: 2000 });
  const provider = { ...real, ...change(real) };
  let now = simulator.clock.now();
  const clock = { now: () => now };
  const parts = { store, clock, provider, vault, log: openLog('silent') };
  const submission = createSubmission(parts);
  const run = commandRunner(
    { store, clock, log: openLog('silent'), metrics: openMetrics() },
    { ...templateCommands(() => undefined) },
  );
  const give = (name: string, input: unknown) =>
    run({ tenantId, personId }, { id: commandId.parse(randomUUID()), name, input });
  const draftId = templateDraftId.parse(randomUUID());
  const save = (body: TemplateDraftBody, base: TemplateDraftBody | null = null) =>
    give('templateDraft.save', { draftId, base, body });
  const submit = (body: TemplateDraftBody, language = 'en') =>
    give('templateVersion.submit', {
      versionId: templateVersionId.parse(randomUUID()),
      draftId,
      language,
      number: 1,
      name: body.name,
      category: body.category,
      content: body.languages.find((one) => one.language === language)?.content,
      submittedAt: now,
    });
  const versions = async () =>
    (await store.inTenant(tenantId, (tx) => loadTemplateVersions(tx, null)))
      .map(({ record }) => record)
      .toSorted((a, b) => a.number - b.number);
  const drafts = async () =>
    (await store.inTenant(tenantId, (tx) => loadTemplateDrafts(tx, null))).map(
      ({ record }) => record,
    );
  return {
    simulator,
    submission,
    save,
    submit,
    remove: (languages: readonly string[] | null = null) =>
      give('template.delete', { draftId, languages }),
    /** Another template of the library, with the same name. */
    submitAnother: async (body: TemplateDraftBody) => {
      const other = randomUUID();
      await give('templateDraft.save', { draftId: other, base: null, body });
      return give('templateVersion.submit', {
        versionId: randomUUID(),
        draftId: other,
        language: 'en',
        number: 1,
        name: body.name,
        category: body.category,
        content: body.languages[0]?.content,
        submittedAt: now,
      });
    },
    versions,
    drafts,
    /** Of what admins were told. */
    notices: () =>
      store.inTenant(tenantId, ({ sql }) =>
        sql.selectFrom('template_notices').select('kind').execute(),
      ),
    /** Templates as desktops get them. */
    sendable: async () =>
      (await store.inTenant(tenantId, (tx) => loadTemplates(tx, null))).map(({ record }) => record),
    /** Templates that the account has at the provider. */
    there: () =>
      real.listTemplates({ tenantId, id: accountId, accountSid: sid, authToken: 'token' }),
    account: { tenantId, id: accountId, accountSid: sid, authToken: 'token' },
    sync: async () => {
      const account = { tenantId, id: accountId, accountSid: sid, authToken: 'token' };
      const listed = await real.listTemplates(account);
      await store.inTenant(tenantId, (tx) =>
        storeTemplates(tx, accountId, listed, { from: now, at: now }),
      );
    },
    pass: async (ms: number) => {
      now += ms;
      await simulator.clock.advance(ms);
    },
  };
}

/** The answer to a command that was taken. */
export const accepted = { ok: true, value: { outcome: 'accepted' } };
/** The answer to one that was refused. */
export const refused = (code: string) => ({
  ok: false,
  refusal: expect.objectContaining({ code }),
});

type Call = 'createTemplate' | 'submitTemplate' | 'deleteTemplate';

/** The relay dies around a call: the first time before it, or after it without the answer. */
export function dyingAt(call: Call, when: 'before' | 'after') {
  let isDead = false;
  return (real: Provider): Partial<Provider> => {
    return {
      createTemplate: (...given) => dying('createTemplate', () => real.createTemplate(...given)),
      submitTemplate: (...given) => dying('submitTemplate', () => real.submitTemplate(...given)),
      deleteTemplate: (...given) => dying('deleteTemplate', () => real.deleteTemplate(...given)),
    };
  };
  async function dying<T>(of: Call, work: () => Promise<T>): Promise<T> {
    if (isDead || of !== call) return work();
    isDead = true;
    if (when === 'after') await work();
    throw new Error('the relay has died');
  }
}
