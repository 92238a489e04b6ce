import type { MessageRecord } from '../../../shared/contract/records.ts';
import { amend, append, type DemoState } from './demo-core.ts';

const STEPS = [
  [400, 'sending'],
  [900, 'accepted'],
  [1_600, 'sent'],
  [2_600, 'delivered'],
  [5_000, 'read'],
] as const;

/** Lets a message go its way, as the relay and the provider would. */
export function playSend(state: DemoState, message: MessageRecord): void {
  for (const [after, status] of STEPS) {
    setTimeout(() => {
      const now = state.now();
      amend(state, message, {
        status,
        ...(status === 'sent' ? { sentAt: now } : {}),
        ...(status === 'delivered' ? { deliveredAt: now } : {}),
        ...(status === 'read' ? { readAt: now } : {}),
      });
    }, after);
  }
}

const LINES = [
  'Hi, are the M8 bolts back in stock?',
  'Gracias, quedo al pendiente',
  'مرحبا، متى يصل الطلب رقم ٤٧١١؟',
  'Können Sie bis Freitag liefern?',
  'Perfect 👍',
];

/** Lets customers write every few seconds. */
export function playLive(state: DemoState): void {
  let turn = 0;
  setInterval(() => {
    const conversations = [...state.records.conversations.values()];
    const conversation = conversations[(turn * 17) % conversations.length];
    const body = LINES[turn % LINES.length];
    turn += 1;
    if (conversation === undefined || body === undefined) return;
    append(state, conversation.id, {
      direction: 'inbound',
      body,
      status: 'received',
      author: { kind: 'contact', personId: null },
    });
  }, 3_000);
}
