import { z } from 'zod';

/* Every id is a UUID; whoever creates a thing makes its id. The brands keep one kind of id
 * from being passed for another; they cost nothing at run time. */

export const tenantId = z.uuid().brand<'TenantId'>();
export const personId = z.uuid().brand<'PersonId'>();
export const contactId = z.uuid().brand<'ContactId'>();
export const conversationId = z.uuid().brand<'ConversationId'>();
export const messageId = z.uuid().brand<'MessageId'>();
export const mediaId = z.uuid().brand<'MediaId'>();
export const senderId = z.uuid().brand<'SenderId'>();
export const templateId = z.uuid().brand<'TemplateId'>();
export const tagId = z.uuid().brand<'TagId'>();
export const teamId = z.uuid().brand<'TeamId'>();
export const cannedReplyId = z.uuid().brand<'CannedReplyId'>();
export const contactFieldId = z.uuid().brand<'ContactFieldId'>();
export const contactImportId = z.uuid().brand<'ContactImportId'>();
export const invitationId = z.uuid().brand<'InvitationId'>();
export const noteId = z.uuid().brand<'NoteId'>();
export const apiKeyId = z.uuid().brand<'ApiKeyId'>();
export const orderId = z.uuid().brand<'OrderId'>();
export const templateDraftId = z.uuid().brand<'TemplateDraftId'>();
export const templateVersionId = z.uuid().brand<'TemplateVersionId'>();
export const budgetNoticeId = z.uuid().brand<'BudgetNoticeId'>();
export const templateNoticeId = z.uuid().brand<'TemplateNoticeId'>();
export const automationId = z.uuid().brand<'AutomationId'>();
export const scheduledMessageId = z.uuid().brand<'ScheduledMessageId'>();
export const endpointId = z.uuid().brand<'EndpointId'>();
/** Made by the client, unique per tenant: the relay runs a command once, however often it comes. */
export const commandId = z.uuid().brand<'CommandId'>();

export type TenantId = z.infer<typeof tenantId>;
export type PersonId = z.infer<typeof personId>;
export type ContactId = z.infer<typeof contactId>;
export type ConversationId = z.infer<typeof conversationId>;
export type MessageId = z.infer<typeof messageId>;
export type MediaId = z.infer<typeof mediaId>;
export type SenderId = z.infer<typeof senderId>;
export type TemplateId = z.infer<typeof templateId>;
export type TagId = z.infer<typeof tagId>;
export type TeamId = z.infer<typeof teamId>;
export type CannedReplyId = z.infer<typeof cannedReplyId>;
export type ContactFieldId = z.infer<typeof contactFieldId>;
export type ContactImportId = z.infer<typeof contactImportId>;
export type InvitationId = z.infer<typeof invitationId>;
export type NoteId = z.infer<typeof noteId>;
export type ApiKeyId = z.infer<typeof apiKeyId>;
export type OrderId = z.infer<typeof orderId>;
export type TemplateDraftId = z.infer<typeof templateDraftId>;
export type TemplateVersionId = z.infer<typeof templateVersionId>;
export type BudgetNoticeId = z.infer<typeof budgetNoticeId>;
export type TemplateNoticeId = z.infer<typeof templateNoticeId>;
export type AutomationId = z.infer<typeof automationId>;
export type ScheduledMessageId = z.infer<typeof scheduledMessageId>;
export type EndpointId = z.infer<typeof endpointId>;
export type CommandId = z.infer<typeof commandId>;
