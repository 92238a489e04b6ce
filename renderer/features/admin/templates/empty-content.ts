import type {
  TemplateCategory,
  TemplateContent,
} from '../../../../shared/contract/template-content.ts';

/** A content in which nothing is written yet, of the kind that the category takes. */
export function emptyContent(category: TemplateCategory): TemplateContent {
  return category === 'authentication'
    ? { kind: 'one_time_password', copyTitle: '', securityLine: true, expiryMinutes: 10 }
    : {
        kind: 'message',
        header: { kind: 'none' },
        body: '',
        footer: '',
        buttons: [],
        variables: [],
      };
}
