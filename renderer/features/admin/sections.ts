import {
  Coins,
  DatabaseBackup,
  FileText,
  KeyRound,
  ListPlus,
  type LucideIcon,
  MessageSquareText,
  Radio,
  ScrollText,
  Tag,
  UsersRound,
  Webhook,
  Workflow,
} from 'lucide-react';
import { lazy, type LazyExoticComponent } from 'react';
import type { Role } from '../../../shared/contract/records.ts';
import { mayAsk, mayGive } from '../../../shared/contract/roles.ts';
import type { AdminSection } from '../../app/area.ts';
import { loadStrings } from '../../i18n/index.ts';

export interface Section {
  readonly id: AdminSection;
  readonly icon: LucideIcon;
  /** Whether somebody of this role finds anything there. */
  readonly isFor: (role: Role) => boolean;
  readonly Screen: LazyExoticComponent<() => React.JSX.Element>;
}

/** The parts of the admin area, in the order in which they stand. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'templates',
    icon: FileText,
    isFor: (role) => mayGive(role, 'templateDraft.save'),
    Screen: lazy(async () => {
      const [screen] = await Promise.all([
        import('./templates/templates-screen.tsx'),
        loadStrings('library'),
        loadStrings('decisions'),
      ]);
      return { default: screen.TemplatesScreen };
    }),
  },
  {
    id: 'people',
    icon: UsersRound,
    isFor: (role) => mayGive(role, 'person.invite'),
    Screen: lazy(async () => ({
      default: (await import('./people/people-screen.tsx')).PeopleScreen,
    })),
  },
  {
    id: 'senders',
    icon: Radio,
    isFor: (role) => mayGive(role, 'sender.setRules'),
    Screen: lazy(async () => {
      const [{ SendersScreen }] = await Promise.all([
        import('./senders/senders-screen.tsx'),
        loadStrings('senders'),
      ]);
      return { default: SendersScreen };
    }),
  },
  {
    id: 'tags',
    icon: Tag,
    isFor: (role) => mayGive(role, 'tag.save'),
    Screen: lazy(async () => ({ default: (await import('./tags/tags-screen.tsx')).TagsScreen })),
  },
  {
    id: 'contactFields',
    icon: ListPlus,
    isFor: (role) => mayGive(role, 'contactField.save'),
    Screen: lazy(async () => ({
      default: (await import('./contact-fields/contact-fields-screen.tsx')).ContactFieldsScreen,
    })),
  },
  {
    id: 'canned',
    icon: MessageSquareText,
    isFor: (role) => mayGive(role, 'cannedReply.save'),
    Screen: lazy(async () => ({
      default: (await import('./canned/canned-screen.tsx')).CannedScreen,
    })),
  },
  {
    id: 'automations',
    icon: Workflow,
    isFor: (role) => mayGive(role, 'automation.save'),
    Screen: lazy(async () => {
      const [{ AutomationsScreen }] = await Promise.all([
        import('./automations/automations-screen.tsx'),
        loadStrings('automations'),
      ]);
      return { default: AutomationsScreen };
    }),
  },
  {
    id: 'apiKeys',
    icon: KeyRound,
    isFor: (role) => mayAsk(role, 'apiKeys.list'),
    Screen: lazy(async () => ({
      default: (await import('./api-keys/api-keys-screen.tsx')).ApiKeysScreen,
    })),
  },
  {
    id: 'webhooks',
    icon: Webhook,
    isFor: (role) => mayAsk(role, 'endpoints.list'),
    Screen: lazy(async () => {
      const [{ WebhooksScreen }] = await Promise.all([
        import('./webhooks/webhooks-screen.tsx'),
        loadStrings('webhooks'),
      ]);
      return { default: WebhooksScreen };
    }),
  },
  {
    id: 'spend',
    icon: Coins,
    isFor: (role) => mayAsk(role, 'spend.month'),
    Screen: lazy(async () => {
      const [{ SpendArea }] = await Promise.all([
        import('./spend/spend-area.tsx'),
        loadStrings('spend'),
      ]);
      return { default: SpendArea };
    }),
  },
  {
    id: 'data',
    icon: DatabaseBackup,
    isFor: (role) => mayAsk(role, 'retention.state'),
    Screen: lazy(async () => ({ default: (await import('./data/data-screen.tsx')).DataScreen })),
  },
  {
    id: 'audit',
    icon: ScrollText,
    isFor: (role) => mayAsk(role, 'audit.list'),
    Screen: lazy(async () => ({ default: (await import('./audit/audit-screen.tsx')).AuditScreen })),
  },
];
