import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type {
  ContactId,
  ConversationId,
  MessageId,
  PersonId,
  SenderId,
  TemplateId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { Charge, Component, Initiator, Price } from '../../../shared/domain/billing/charge.ts';
import type { Currency, ExchangeRate } from '../../../shared/domain/billing/money.ts';
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
  readonly period: Period;
  readonly cap_micro: number;
}

export interface SpendPeriods {
  readonly tenant_id: TenantId;
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
  readonly held_at: number;
  readonly state: 'held' | 'settled' | 'released';
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
  readonly spend_periods: SpendPeriods;
  readonly reservations: Reservations;
  readonly ledger_lines: LedgerLines;
  readonly billing_pairs: BillingPairs;
  readonly billing_usage: BillingUsage;
  readonly billing_cursors: BillingCursors;
}
