import type { CommandName } from './commands.ts';
import type { ReadName } from './reads.ts';
import type { Role } from './records.ts';

/* Who may do what. The relay asks this before every command and read; the app asks it to show
 * what a person may do. An owner may do everything; there is always at least one. */

const EVERYONE: readonly Role[] = ['owner', 'admin', 'supervisor', 'agent'];
const LEADS: readonly Role[] = ['owner', 'admin', 'supervisor'];
const ADMINS: readonly Role[] = ['owner', 'admin'];

export const COMMAND_ROLES: { readonly [N in CommandName]: readonly Role[] } = {
  'message.sendText': EVERYONE,
  'message.sendTemplate': EVERYONE,
  'message.sendMedia': EVERYONE,
  'message.cancel': EVERYONE,
  'message.decide': EVERYONE,
  'conversation.markRead': EVERYONE,
  'conversation.assign': EVERYONE,
  'conversation.resolve': EVERYONE,
  'conversation.reopen': EVERYONE,
  'tag.save': LEADS,
  'conversation.tag': EVERYONE,
  'conversation.snooze': EVERYONE,
  'conversation.unsnooze': EVERYONE,
  'scheduledMessage.save': EVERYONE,
  'scheduledMessage.remove': EVERYONE,
  'cannedReply.save': LEADS,
  'person.invite': ADMINS,
  'invitation.revoke': ADMINS,
  'person.changeRole': ADMINS,
  'team.save': ADMINS,
  'person.setTeam': ADMINS,
  'person.deactivate': ADMINS,
  'person.activate': ADMINS,
  'person.resetLink': ADMINS,
  'person.resetSecondStep': ADMINS,
  'person.signOutEverywhere': EVERYONE,
  'session.revoke': EVERYONE,
  'tenant.requireSecondStep': ADMINS,
  'contact.create': EVERYONE,
  'contact.edit': EVERYONE,
  'contact.merge': LEADS,
  'contact.split': LEADS,
  'contact.tag': EVERYONE,
  'contact.recordConsent': EVERYONE,
  'conversation.start': EVERYONE,
  'contactField.save': ADMINS,
  'contactImport.start': LEADS,
  'contactImport.cancel': LEADS,
  'apiKey.create': ADMINS,
  'apiKey.rotate': ADMINS,
  'apiKey.revoke': ADMINS,
  'note.add': EVERYONE,
  'note.remove': EVERYONE,
  'retention.set': ADMINS,
  'contact.erase': ADMINS,
  'templateDraft.save': ADMINS,
  'templateVersion.submit': ADMINS,
  'template.delete': ADMINS,
  'templateNotice.dismiss': ADMINS,
  'budget.save': ADMINS,
  'budget.release': ADMINS,
  'budgetNotice.dismiss': ADMINS,
  'budget.setCeiling': ADMINS,
  'rates.save': ADMINS,
  'automation.save': ADMINS,
  'sender.setRules': ADMINS,
  'endpoint.save': ADMINS,
  'endpoint.rotateSecret': ADMINS,
  'endpoint.remove': ADMINS,
  'endpoint.test': ADMINS,
  'delivery.replay': ADMINS,
  'order.saveMany': LEADS,
};

export const READ_ROLES: { readonly [N in ReadName]: readonly Role[] } = {
  'audit.list': ADMINS,
  'audit.export': ADMINS,
  'invitations.list': ADMINS,
  'sessions.list': EVERYONE,
  'people.access': ADMINS,
  'secondStep.state': EVERYONE,
  'contacts.duplicates': LEADS,
  'contact.consents': EVERYONE,
  'contactImport.preview': LEADS,
  'contactImports.list': LEADS,
  'apiKeys.list': ADMINS,
  'orders.ofContact': EVERYONE,
  'retention.state': ADMINS,
  'erasures.list': ADMINS,
  'retention.preview': ADMINS,
  'price.next': EVERYONE,
  'budgets.list': ADMINS,
  'budgets.notices': ADMINS,
  'spend.month': ADMINS,
  'spend.lines': ADMINS,
  'spend.whatIf': ADMINS,
  'spend.reconciliation': ADMINS,
  'rates.own': ADMINS,
  'automations.log': ADMINS,
  'automation.tryOut': ADMINS,
  'templates.usage': ADMINS,
  'templates.notices': ADMINS,
  'templates.categoryPrices': ADMINS,
  'endpoints.list': ADMINS,
  'deliveries.list': ADMINS,
};

/** Whether someone of this role may give a command. */
export function mayGive(role: Role, name: CommandName): boolean {
  return COMMAND_ROLES[name].includes(role);
}

/** Whether someone of this role may ask the relay this. */
export function mayAsk(role: Role, name: ReadName): boolean {
  return READ_ROLES[name].includes(role);
}
