import { type CustomerProfile } from './customers.ts';
import { type Deal, drawUpDeal, type Numbering } from './deal.ts';
import { type FillContext, fillText } from './fill.ts';
import { layOut } from './layout.ts';
import { type Locale } from './locales/locale.ts';
import { firstNameOf, germanAddressOf } from './people.ts';
import { hexDigits, type SeededRandom } from './random.ts';
import { type Scenario, type Step } from './scenario.ts';
import { approvedTemplate, renderTemplateBody } from './templates.ts';
import { type SampleMessage } from './world.ts';

/** What a thread is made from. */
export interface ThreadPlan {
  readonly profile: CustomerProfile;
  readonly locale: Locale;
  readonly channel: 'whatsapp' | 'sms';
  /** Oldest first; the gap before the first step of the next one is that step's own. */
  readonly episodes: readonly Scenario[];
  /** Index in all the steps of the one that happens at `anchorAt`. */
  readonly anchor: number;
  /** Milliseconds since the epoch. */
  readonly anchorAt: number;
  /** Messages after the anchor are left out from the next one of the customer on, or all of them. */
  readonly keepAfterAnchor: 'answers' | 'nothing';
  readonly authorEmail: string;
}

/** What is the same in all threads of one world. */
export interface ThreadSetting {
  readonly now: number;
  readonly seed: number;
  readonly numbering: Numbering;
  readonly random: SeededRandom;
}

interface PlacedStep {
  readonly step: Step;
  readonly episode: number;
  readonly at: number;
}

function placeSteps(plan: ThreadPlan, setting: ThreadSetting): readonly PlacedStep[] {
  const flat = plan.episodes.flatMap((scenario, episode) =>
    scenario.steps.map((step) => ({ step, episode })),
  );
  const times = layOut(
    flat.map(({ step }) => step),
    plan.anchor,
    plan.anchorAt,
    plan.profile.city.timeZone,
    setting.random,
  );
  return flat.map(({ step, episode }, index) => ({
    step,
    episode,
    at: times[index] ?? plan.anchorAt,
  }));
}

function isKept(
  placed: readonly PlacedStep[],
  index: number,
  plan: ThreadPlan,
  now: number,
): boolean {
  const own = placed[index];
  if (own === undefined || own.at > now - 4_000) return false;
  if (index <= plan.anchor) return true;
  if (plan.keepAfterAnchor === 'nothing') return false;
  const between = placed.slice(plan.anchor + 1, index + 1);
  return between.every(({ step }) => step.from !== 'customer');
}

function peopleValues(plan: ThreadPlan): Deal {
  const { profile } = plan;
  return new Map([
    ['name', profile.firstName],
    ['family', profile.familyName],
    ['fullName', profile.customer.displayName],
    ['herr', `${profile.woman ? 'Frau' : 'Herr'} ${profile.familyName}`],
    ['oa', profile.woman ? 'a' : 'o'],
    ['company', profile.customer.company],
    ['city', profile.city.name],
    ['address', profile.address],
    ['rep', firstNameOf(plan.authorEmail)],
    ['repSir', germanAddressOf(plan.authorEmail)],
  ]);
}

function statusesOf(
  kept: readonly PlacedStep[],
  plan: ThreadPlan,
  setting: ThreadSetting,
): SampleMessage['status'][] {
  const { random, now } = setting;
  const showsReading = plan.channel === 'whatsapp' && !random.chance(0.12);
  const lastInbound = kept.findLastIndex(({ step }) => step.from === 'customer');
  const roll = random.next();
  return kept.map(({ step, at }, index) => {
    if (step.from === 'customer') return 'received';
    if (step.errorCode !== null) return step.errorCode === 63016 ? 'failed' : 'undelivered';
    if (index < lastInbound) return showsReading ? 'read' : 'delivered';
    const age = now - at;
    if (age < 6_000) return 'queued';
    if (age < 20_000) return 'sent';
    if (showsReading && roll < 0.58 && age > 90_000) return 'read';
    return roll > 0.92 && age < 36 * 3_600_000 && plan.channel === 'whatsapp'
      ? 'sent'
      : 'delivered';
  });
}

function placeOf(plan: ThreadPlan, random: SeededRandom): SampleMessage['location'] {
  const near = (degrees: number): number =>
    Math.round((degrees + random.next() * 0.02) * 1e5) / 1e5;
  return {
    latitude: near(plan.profile.city.latitude),
    longitude: near(plan.profile.city.longitude),
    address: plan.profile.address,
    label: plan.profile.customer.company,
  };
}

/** Writes the messages of a thread: times, texts, numbers, states. Oldest first. */
export function writeThread(plan: ThreadPlan, setting: ThreadSetting): readonly SampleMessage[] {
  const { profile, locale } = plan;
  const placed = placeSteps(plan, setting);
  const people = peopleValues(plan);
  const values = plan.episodes.map((scenario, episode) => {
    const began = placed.find((candidate) => candidate.episode === episode)?.at ?? plan.anchorAt;
    const deal = drawUpDeal(locale, scenario, began, setting.numbering, setting.random);
    return new Map([...people, ...deal]);
  });
  const labels = plan.episodes.map((_scenario, episode) => {
    const named = placed.filter((candidate) => candidate.episode === episode);
    return new Map(
      named.flatMap(({ step, at }) => (step.label === null ? [] : [[step.label, at] as const])),
    );
  });

  const kept = placed.filter((_placed, index) => isKept(placed, index, plan, setting.now));
  const statuses = statusesOf(kept, plan, setting);
  const sids = kept.map(({ step }, index) => {
    const kind = step.media.length > 0 ? 'MM' : 'SM';
    return `${kind}${hexDigits(`${setting.seed}/${profile.customer.key}/${plan.channel}/${index}`)}`;
  });

  return kept.map(({ step, episode, at }, index): SampleMessage => {
    const context: FillContext = {
      style: locale.style,
      timeZone: profile.city.timeZone,
      at,
      labels: labels[episode] ?? new Map<string, number>(),
      values: values[episode] ?? people,
      random: setting.random,
    };
    const quoted = kept.findIndex(
      (other) =>
        step.repliesTo !== null && other.episode === episode && other.step.label === step.repliesTo,
    );
    const sent = sentTemplate(step, context, profile.customer.language);
    const text = sent === null ? fillText(step.text, context) : sent.body;
    return {
      sid: sids[index] ?? '',
      direction: step.from === 'customer' ? 'inbound' : 'outbound',
      at,
      body: text === '' ? null : text,
      media: step.media,
      location: step.sharesPlace ? placeOf(plan, setting.random) : null,
      button: step.buttonPayload === null ? null : { text, payload: step.buttonPayload },
      referral: step.referral,
      repliesToSid: sids[quoted] ?? null,
      template: sent === null ? null : sent.template,
      status: statuses[index] ?? 'received',
      errorCode: step.errorCode,
      authorEmail: step.from === 'rep' ? plan.authorEmail : null,
    };
  });
}

function sentTemplate(
  step: Step,
  context: FillContext,
  language: string,
): { readonly template: NonNullable<SampleMessage['template']>; readonly body: string } | null {
  if (step.template === null) return null;
  const { name } = step.template;
  const template = approvedTemplate(name, language);
  const variables = Object.fromEntries(
    Object.entries(step.template.variables).map(([number, pattern]) => [
      number,
      fillText(pattern, context),
    ]),
  );
  return {
    template: { name, language: template.language, variables },
    body: renderTemplateBody(template, variables),
  };
}
