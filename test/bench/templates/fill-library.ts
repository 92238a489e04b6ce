import { v7 } from 'uuid';
import { createSessionSecrets } from '../../../main/services/session/secrets.ts';
import { openCache } from '../../../main/cache/open.ts';
import { systemClock } from '../../../main/clock.ts';
import { keyFile } from '../../../main/host/common/key-file.ts';
import { templateDraftId, templateId, templateVersionId } from '../../../shared/contract/ids.ts';
import { STARTER_KINDS, starterContent } from '../../../shared/data/templates/starter.ts';
import { dataFolderOf } from '../app/desk.ts';
import type { World } from '../app/world.ts';

const LANGUAGES = ['en', 'de', 'es'] as const;

/** What a template of the benchmark is called. */
export function benchName(index: number): string {
  return `${STARTER_KINDS[index % STARTER_KINDS.length] ?? 'template'}_${index}`;
}

/**
 * Puts templates into the cache of a profile that is signed in and not open: each in two languages
 * that were submitted, and the provider's copy of each.
 *
 * @throws {Error} where nobody is signed in there
 */
export async function fillLibrary(world: World, profile: string, count: number): Promise<void> {
  const folder = dataFolderOf(world, profile);
  const secrets = createSessionSecrets(keyFile(folder));
  const last = await secrets.recall();
  if (last === null) throw new Error(`nobody is signed in to the profile ${profile}`);
  const { relayUrl, person, tenant } = last.remembered.session;
  const identity = { relayUrl, tenantId: tenant.id, personId: person.id };
  const cache = openCache({
    folder,
    identity,
    key: await secrets.cacheKey(identity),
    clock: systemClock,
    log: () => undefined,
  });
  const at = Date.now();
  cache.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const kind = STARTER_KINDS[index % (STARTER_KINDS.length - 1)] ?? 'order_confirmed';
      const draftId = templateDraftId.parse(v7());
      const name = benchName(index);
      const languages = [0, 1].flatMap((step) => {
        const language = LANGUAGES[(index + step) % LANGUAGES.length] ?? 'en';
        const content = starterContent(kind, language);
        return content === null ? [] : [{ language, content }];
      });
      const body = { name, category: 'utility', languages, tags: [], deadline: null } as const;
      const draft = { ...body, id: draftId, languages, tags: [], archived: false, conflicts: [] };
      cache.directory.put('templateDraft', draft, 1);
      for (const { language, content } of languages) {
        const id = templateId.parse(v7());
        const version = {
          draftId,
          number: 1,
          language,
          name,
          category: 'utility',
          content,
        } as const;
        cache.directory.put(
          'templateVersion',
          {
            ...version,
            id: templateVersionId.parse(v7()),
            submittedById: person.id,
            submittedAt: at,
            stage: 'at_provider',
            problem: null,
            templateId: id,
            history: [{ at, status: 'approved', category: 'utility', reason: null }],
          },
          1,
        );
        const told = content.kind === 'message' ? content.body : '';
        const rest = { header: null, body: told, footer: null, buttons: [], variables: [] };
        const template = { id, name, language, category: 'utility', status: 'approved' } as const;
        cache.directory.put('template', { ...template, ...rest, rejectionReason: null }, 1);
      }
    }
  });
  cache.close();
}
