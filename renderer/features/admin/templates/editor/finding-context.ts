import { createContext, useContext } from 'react';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import type { MarketingPhrase } from '../../../../../shared/domain/template/advice/category-advice.ts';
import type { Finding } from '../../../../../shared/domain/template/finding.ts';

/** What was found in the content that is being written, and how it is mended. */
export interface Findings {
  readonly findings: readonly Finding[];
  /** Words that would make a utility template marketing. */
  readonly phrases: readonly MarketingPhrase[];
  readonly content: TemplateContent;
  readonly mend: (fix: (content: TemplateContent) => TemplateContent) => void;
}

export const FindingContext = createContext<Findings | null>(null);

/** What was found; only inside the editor. */
export function useFindings(): Findings {
  const found = useContext(FindingContext);
  if (found === null) throw new Error('there is no editor around this');
  return found;
}
