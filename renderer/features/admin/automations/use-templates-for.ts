import { useMemo } from 'react';
import type { AutomationTemplate } from '../../../../shared/contract/automation.ts';
import type { TemplateRecord } from '../../../../shared/contract/records.ts';
import { languagesOf } from '../../../../shared/domain/automation/choose-template.ts';
import { useRecords } from '../../../bridge/records.ts';

/** A template that can be chosen, with the numbers of its approved versions. */
export interface TemplateChoice {
  /** As the value of a list. */
  readonly value: string;
  readonly name: string;
  readonly template: AutomationTemplate;
  readonly versions: readonly number[];
}

/** A template as the value of a list, whichever version it is pinned to. */
export function templateValue(template: AutomationTemplate): string {
  return template.by === 'draft' ? `draft:${template.draftId}` : `name:${template.name}`;
}

/** Everything that can be sent: of the library, and what only the provider has. */
export function useTemplateChoices(): readonly TemplateChoice[] {
  const drafts = useRecords('templateDraft');
  const versions = useRecords('templateVersion');
  const templates = useRecords('template');
  return useMemo(() => {
    const approved = templates.filter(({ status }) => status === 'approved');
    const sendable = new Set(approved.map(({ id }) => id));
    const own = new Set(versions.map(({ templateId }) => templateId));
    const ofLibrary = drafts.flatMap(({ id, name }): TemplateChoice[] => {
      const numbers = versions
        .filter(
          ({ draftId, templateId }) =>
            draftId === id && templateId !== null && sendable.has(templateId),
        )
        .map(({ number }) => number);
      const template = { by: 'draft', draftId: id, version: null } as const;
      const list = [...new Set(numbers)].toSorted((a, b) => b - a);
      return list.length === 0
        ? []
        : [{ value: templateValue(template), name, template, versions: list }];
    });
    const names = new Set(approved.filter(({ id }) => !own.has(id)).map(({ name }) => name));
    const ofProvider = [...names].map((name): TemplateChoice => {
      const template = { by: 'name', name } as const;
      return { value: templateValue(template), name, template, versions: [] };
    });
    return [...ofLibrary, ...ofProvider].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  }, [drafts, versions, templates]);
}

/** The languages in which a template can be sent now. */
export function useLanguagesOf(template: AutomationTemplate | null): readonly TemplateRecord[] {
  const versions = useRecords('templateVersion');
  const templates = useRecords('template');
  return useMemo(
    () => (template === null ? [] : languagesOf(template, templates, versions)),
    [template, templates, versions],
  );
}

/** What its variables are called, over all languages. */
export function variableNames(languages: readonly TemplateRecord[]): readonly string[] {
  return [
    ...new Set(languages.flatMap(({ variables }) => variables.map(({ key, name = key }) => name))),
  ];
}
