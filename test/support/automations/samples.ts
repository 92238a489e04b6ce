import type { AutomationPlan } from '../../../shared/contract/automation.ts';

/** An automation that tells of confirmed orders with a template of the provider's. */
export function somePlan(more: Partial<AutomationPlan> = {}): AutomationPlan {
  return {
    event: 'confirmed',
    template: { by: 'name', name: 'order_confirmed' },
    language: 'en',
    variables: { '1': { from: 'order', key: 'order.number' } },
    conditions: { atLeast: null, countries: [], anyTagIds: [], noTagIds: [] },
    quietHours: null,
    senderId: null,
    withinHours: 48,
    ...more,
  };
}
