import type { Rule } from '../finding.ts';
import { isPlatformLanguage } from '../languages.ts';
import { tooLong } from './words.ts';

const COMPONENTS = 'Meta, message templates: components';
const CATEGORIES = 'Meta, template categorization';
const AUTHENTICATION = 'Meta, authentication templates';

/** Name, language and category, and what only one-time passwords have. */
export const NAME_RULES: readonly Rule[] = [
  {
    id: 'name.wrong',
    severity: 'error',
    source: COMPONENTS,
    find: ({ name }) =>
      /^[a-z0-9_]{1,512}$/u.test(name) ? [] : [{ place: { part: 'name' }, values: { name } }],
  },
  {
    id: 'name.taken',
    severity: 'error',
    source: 'Twilio, Content API: approvals',
    find: ({ name, language, others }) =>
      others.some((one) => one.name === name && one.language === language)
        ? [{ place: { part: 'name' }, values: { name } }]
        : [],
  },
  {
    id: 'name.blocked',
    severity: 'error',
    source: 'Meta, message templates: management',
    find: ({ name, language, blocked = [] }) => {
      const ofName = blocked.filter((one) => one.name === name && one.language === language);
      if (ofName.length === 0) return [];
      const until = Math.max(...ofName.map((one) => one.until));
      return [{ place: { part: 'name' }, values: { name, language, until } }];
    },
  },
  {
    id: 'category.restricted',
    severity: 'error',
    source: CATEGORIES,
    find: ({ category, noUtilityUntil: until = null }) =>
      category === 'utility' && until !== null
        ? [{ place: { part: 'category' }, values: { until } }]
        : [],
  },
  {
    id: 'language.unknown',
    severity: 'error',
    source: 'Meta, message templates: supported languages',
    find: ({ language }) =>
      isPlatformLanguage(language) ? [] : [{ place: { part: 'language' }, values: { language } }],
  },
  {
    id: 'category.not_authentication',
    severity: 'error',
    source: CATEGORIES,
    find: ({ category, content }) =>
      (category === 'authentication') === (content.kind === 'one_time_password')
        ? []
        : [{ place: { part: 'category' } }],
  },
  {
    id: 'one_time_password.title',
    severity: 'error',
    source: AUTHENTICATION,
    find: ({ content }) => {
      if (content.kind !== 'one_time_password') return [];
      if (content.copyTitle.trim() === '') return [{ place: { part: 'one_time_password' } }];
      const found = tooLong(content.copyTitle, 25);
      return found === null ? [] : [{ place: { part: 'one_time_password' }, ...found }];
    },
  },
  {
    id: 'one_time_password.expiry',
    severity: 'error',
    source: AUTHENTICATION,
    find: ({ content }) => {
      if (content.kind !== 'one_time_password' || content.expiryMinutes === null) return [];
      const { expiryMinutes: minutes } = content;
      return minutes >= 1 && minutes <= 90
        ? []
        : [
            {
              place: { part: 'one_time_password' },
              values: { minutes },
              fix: (now) =>
                now.kind === 'one_time_password'
                  ? { ...now, expiryMinutes: Math.min(90, Math.max(1, minutes)) }
                  : now,
            },
          ];
    },
  },
];
