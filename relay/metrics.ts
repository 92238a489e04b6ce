import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the relay counts, for Prometheus. One per relay, so that tests do not share counts. */
export interface Metrics {
  readonly registry: Registry;
  /** Webhooks by kind (`inbound`, `status`, `event`, `unknown`) and what became of them (`stored`, `seen`, `refused_…`). */
  readonly webhooks: Counter<'kind' | 'outcome'>;
  /** Customers' messages that no webhook brought and the provider's list did. */
  readonly backfilled: Counter;
  /** Commands by name and outcome (`accepted`, `repeated`, or the refusal's code). */
  readonly commands: Counter<'name' | 'outcome'>;
  /** Calls to the provider by outcome. */
  readonly providerCalls: Counter<'outcome'>;
  /** Links to files by what they were: `served`, `unknown`, `expired`, `forged`. */
  readonly mediaLinks: Counter<'outcome'>;
  /** Seconds from a webhook's arrival to its answer. */
  readonly webhookSeconds: Histogram;
  readonly connectedDesktops: Gauge;
  /** What was not even looked at: `webhook`, `stranger`, `call` or `connection`. */
  readonly turnedAway: Counter<'what'>;
}

/** New counters, all at nought. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    webhooks: new Counter({
      name: 'casement_webhooks_total',
      help: 'Webhooks received, by kind and outcome.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    backfilled: new Counter({
      name: 'casement_backfilled_messages_total',
      help: 'Messages that no webhook brought and the list of the provider did.',
      registers,
    }),
    commands: new Counter({
      name: 'casement_commands_total',
      help: 'Commands of desktops, by name and outcome.',
      labelNames: ['name', 'outcome'],
      registers,
    }),
    providerCalls: new Counter({
      name: 'casement_provider_calls_total',
      help: 'Attempts to hand a message to the provider, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    mediaLinks: new Counter({
      name: 'casement_media_links_total',
      help: 'Requests for files by the links that the provider is given, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'casement_webhook_seconds',
      help: 'Time from a webhook to its answer.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    turnedAway: new Counter({
      name: 'casement_turned_away_total',
      help: 'Requests, connections and calls beyond a limit, by what they were.',
      labelNames: ['what'],
      registers,
    }),
    connectedDesktops: new Gauge({
      name: 'casement_connected_desktops',
      help: 'Desktops connected to this relay.',
      registers,
    }),
  };
}
