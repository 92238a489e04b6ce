import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type {
  AutomationId,
  BudgetNoticeId,
  ContactId,
  ConversationId,
  MessageId,
  PersonId,
  SenderId,
  TemplateId,
  TemplateVersionId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { BookKind } from '../../../shared/contract/provider-books.ts';
import type { Charge, Component, Initiator, Price } from '../../../shared/domain/billing/charge.ts';
import type { Currency, ExchangeRate } from '../../../shared/domain/billing/money.ts';
import type { Budget } from '../../../shared/domain/billing/budget.ts';
import type { Period } from '../../../shared/domain/billing/period.ts';
import type { PairState } from '../../../shared/domain/billing/state.ts';
import type { Contract } from '../../../shared/domain/billing/tariff.ts';

/* What messages cost; amounts are millionths of a currency. */

/** What a tenant's own prices are kept as. */
export interface StoredContract extends Contract {
  readonly exchangeRates: readonly ExchangeRate[];
}

export interface TenantRates {
  readonly tenant_id: TenantId;
  readonly currency: Currency;
  readonly contract: ColumnType<StoredContract, string, string>;
  readonly saved_at: number;
}

export interface Budgets {
  readonly tenant_id: TenantId;
  /** Empty: everything. */
  readonly scope: Generated<string>;
  readonly period: Period;
  readonly cap_micro: number;
  readonly alerts: Generated<number[]>;
  readonly stops: ColumnType<Budget['stops'], string | undefined, string>;
  readonly override_micro: number | null;
  readonly override_until: number | null;
}

export interface BudgetNotices {
  readonly tenant_id: TenantId;
  readonly id: Generated<BudgetNoticeId>;
  readonly at: number;
  readonly scope: string;
  readonly period: Period;
  readonly starts_on: string;
  readonly percent: number;
  readonly cap_micro: number;
}

export interface BudgetNoticesDismissed {
  readonly tenant_id: TenantId;
  readonly notice_id: BudgetNoticeId;
  readonly person_id: PersonId;
}

export interface PriceCeilings {
  readonly tenant_id: TenantId;
  readonly micro: number;
}

export interface SpendPeriods {
  readonly tenant_id: TenantId;
  readonly scope: Generated<string>;
  readonly period: Period;
  readonly starts_on: string;
  readonly spent_micro: Generated<number>;
  readonly reserved_micro: Generated<number>;
  readonly unknown_count: Generated<number>;
}

export interface Reservations {
  readonly tenant_id: TenantId;
  readonly message_id: MessageId;
  readonly micro: number;
  /** Of its day, week and month. */
  readonly starts_on: readonly string[];
  /** In which it counts, beside everything. */
  readonly scopes: Generated<readonly string[]>;
  readonly held_at: number;
  readonly state: 'held' | 'settled' | 'released';
  /** Held for days, and the provider was asked since then; null: not so. */
  readonly reconciling_since: Generated<number | null>;
  readonly looked_at: Generated<number | null>;
}

export interface LedgerLines {
  readonly tenant_id: TenantId;
  readonly number: GeneratedAlways<number>;
  readonly message_id: MessageId;
  readonly component: Component;
  readonly conversation_id: ConversationId;
  readonly contact_id: ContactId;
  readonly sender_id: SenderId;
  readonly person_id: PersonId | null;
  readonly template_id: TemplateId | null;
  readonly category: Charge['category'];
  readonly market: string | null;
  readonly day: string;
  readonly regime: Charge['regime'];
  readonly billing_conversation: string;
  readonly opened_at: number;
  readonly initiator: Initiator;
  readonly kind: Price['kind'];
  readonly reason: Price['reason'];
  readonly micro: number | null;
  readonly currency: Currency | null;
  readonly card: string | null;
  readonly card_from: string | null;
  readonly carried: boolean | null;
  readonly confidence: string | null;
  readonly at: number;
  /** When it arrived, failed or was received. */
  readonly happened_at: number;
  /** Null: the customer wrote it. */
  readonly sent_at: number | null;
  readonly author_kind: MessageRecord['author']['kind'] | null;
  readonly automation_id: AutomationId | null;
  readonly template_version_id: TemplateVersionId | null;
  /** Of an adjustment: what kind of line it adjusts; null: it is none. */
  readonly adjusts: Generated<Price['kind'] | null>;
}

export interface MessagePrices {
  readonly tenant_id: TenantId;
  readonly message_id: MessageId;
  readonly component: Extract<Component, 'provider' | 'sms'>;
  readonly state: Generated<'waiting' | 'known' | 'other_currency' | 'gone'>;
  readonly since: number;
  readonly due_at: number;
  readonly micro: Generated<number | null>;
  readonly currency: Generated<Currency | null>;
}

export interface UsageRecords {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  /** In UTC. */
  readonly day: string;
  readonly category: string;
  readonly kind: BookKind;
  readonly count: number;
  readonly micro: number;
  readonly currency: Currency;
}

export interface UsageReadings {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  readonly due_at: number;
  readonly read_at: number | null;
  readonly read_from: string | null;
}

export interface BillingPairs {
  readonly tenant_id: TenantId;
  readonly conversation_id: ConversationId;
  readonly state: ColumnType<PairState, string, string>;
}

export interface BillingUsage {
  readonly tenant_id: TenantId;
  readonly key: string;
  readonly count: number;
}

export interface BillingCursors {
  readonly tenant_id: TenantId;
  readonly change_no: number;
}

/** The tables of billing, by name. */
export interface BillingTables {
  readonly tenant_rates: TenantRates;
  readonly budgets: Budgets;
  readonly budget_notices: BudgetNotices;
  readonly budget_notices_dismissed: BudgetNoticesDismissed;
  readonly price_ceilings: PriceCeilings;
  readonly spend_periods: SpendPeriods;
  readonly reservations: Reservations;
  readonly ledger_lines: LedgerLines;
  readonly billing_pairs: BillingPairs;
  readonly billing_usage: BillingUsage;
  readonly billing_cursors: BillingCursors;
  readonly message_prices: MessagePrices;
  readonly usage_records: UsageRecords;
  readonly usage_readings: UsageReadings;
}
