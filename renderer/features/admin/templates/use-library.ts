import { useMemo } from 'react';
import type { TemplateDraftId } from '../../../../shared/contract/ids.ts';
import type { TemplateVersionRecord } from '../../../../shared/contract/template-library.ts';
import type { OtherTemplate } from '../../../../shared/domain/template/finding.ts';
import { useRecords } from '../../../bridge/records.ts';
import { type LibraryEntry, libraryOf } from './library.ts';

interface Known {
  readonly drafts: Parameters<typeof libraryOf>[0];
  readonly versions: Parameters<typeof libraryOf>[1];
  readonly templates: Parameters<typeof libraryOf>[2];
  readonly entries: readonly LibraryEntry[];
}

/** As it was put together last: whoever opens the screen again has it at once. */
let last: Known | null = null;

/** The library as it is, kept in step. */
export function useLibrary(): readonly LibraryEntry[] {
  const drafts = useRecords('templateDraft');
  const versions = useRecords('templateVersion');
  const templates = useRecords('template');
  if (last?.drafts !== drafts || last.versions !== versions || last.templates !== templates) {
    last = { drafts, versions, templates, entries: libraryOf(drafts, versions, templates) };
  }
  return last.entries;
}

/** The versions of one draft, the newest first. */
export function useVersions(draftId: TemplateDraftId): readonly TemplateVersionRecord[] {
  const versions = useRecords('templateVersion');
  return useMemo(
    () =>
      versions
        .filter((one) => one.draftId === draftId)
        .toSorted((a, b) => b.number - a.number || (a.language < b.language ? -1 : 1)),
    [versions, draftId],
  );
}

/** What else there is at the provider, which a new version must not be the same as. */
export function useOthers(draftId: TemplateDraftId): readonly OtherTemplate[] {
  const versions = useRecords('templateVersion');
  const templates = useRecords('template');
  return useMemo(() => {
    const own = new Set(
      versions.filter((one) => one.draftId === draftId).map(({ templateId }) => templateId),
    );
    const onTheWay = versions.filter(
      (one) => one.draftId !== draftId && one.templateId === null && one.stage === 'waiting',
    );
    return [
      ...templates
        .filter(({ id }) => !own.has(id))
        .map(({ name, language, category, body, footer }) => ({
          name,
          language,
          category,
          body,
          footer: footer ?? '',
        })),
      ...onTheWay.map(({ name, language, category, content }) => ({
        name,
        language,
        category,
        body: content.kind === 'message' ? content.body : '',
        footer: content.kind === 'message' ? content.footer : '',
      })),
    ];
  }, [versions, templates, draftId]);
}
