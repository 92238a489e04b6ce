import { earlierBusinessTime, isBusinessTime, localTime } from './calendar.ts';
import { type CustomerProfile, makeCustomer } from './customers.ts';
import { LOCALES, localeOf } from './locales/index.ts';
import { type Locale, type LocaleKey } from './locales/locale.ts';
import { PRIYA, US_SMS } from './people.ts';
import { itemAt } from './random.ts';
import { DAY, type Scenario } from './scenario.ts';
import { SMS_SCENARIOS } from './scenarios/sms.ts';
import { writeShowcases, type WrittenConversation } from './showcases.ts';
import { OLD_AGES, RECENT_AGES, SMS_AGES, UNANSWERED_AGES } from './slots.ts';
import { type ThreadPlan, type ThreadSetting, writeThread } from './thread.ts';
import { type SampleMessage } from './world.ts';

const MINUTE = 60_000;

/** How many WhatsApp conversations each market has, next to the showcases. */
const QUOTAS: Readonly<Record<LocaleKey, number>> = {
  'es-MX': 32,
  'pt-BR': 28,
  de: 28,
  'en-GB': 24,
  'es-ES': 22,
  'en-US': 21,
  'en-NG': 20,
};

class Casting {
  readonly #used = new Map<LocaleKey, number>();
  readonly #setting: ThreadSetting;
  readonly #scenariosUsed = new Map<string, number>();

  constructor(setting: ThreadSetting) {
    this.#setting = setting;
  }

  /** The next customer of a market. */
  customerOf(locale: Locale): CustomerProfile {
    const index = this.#used.get(locale.key) ?? 0;
    this.#used.set(locale.key, index + 1);
    return makeCustomer(locale, index, this.#setting.seed);
  }

  /** The market with conversations left in which it is the likeliest hour to write at `at`. */
  localeFor(at: number): Locale {
    const score = (locale: Locale): number => {
      const used = this.#used.get(locale.key) ?? 0;
      const left = (QUOTAS[locale.key] - used) / QUOTAS[locale.key];
      if (left <= 0) return -1;
      const { timeZone } = itemAt(locale.cities, used * 3);
      const { hour } = localTime(at, timeZone);
      if (isBusinessTime(at, timeZone)) return 2 + left;
      return (hour >= 7 && hour < 21 ? 1.5 : 0) + left;
    };
    return LOCALES.reduce((best, locale) => (score(locale) > score(best) ? locale : best));
  }

  /** The scenarios of a list in turn, so that none is used twice before all were used once. */
  next(name: string, scenarios: readonly Scenario[]): Scenario {
    const used = this.#scenariosUsed.get(name) ?? 0;
    this.#scenariosUsed.set(name, used + 1);
    return itemAt(scenarios, used * 5 + Math.floor(used / scenarios.length));
  }
}

/** The same scenario, so many days after what was there before. */
function daysLater(scenario: Scenario, days: number): Scenario {
  const [first, ...rest] = scenario.steps;
  if (first === undefined) return scenario;
  return { ...scenario, steps: [{ ...first, after: days * DAY }, ...rest] };
}

function stepCount(episodes: readonly Scenario[]): number {
  return episodes.reduce((sum, { steps }) => sum + steps.length, 0);
}

interface Part {
  readonly ageMinutes: number;
  readonly locale: Locale;
  readonly list: readonly Scenario[];
  readonly listName: string;
  readonly channel: 'whatsapp' | 'sms';
  readonly wholeThread: boolean;
}

function planPart(part: Part, casting: Casting, setting: ThreadSetting): ThreadPlan {
  const { random, now } = setting;
  const { locale, list, listName, ageMinutes, channel, wholeThread } = part;
  const profile = casting.customerOf(locale);
  const last = casting.next(listName, list);
  const inbound = last.steps.flatMap((step, index) => (step.from === 'customer' ? [index] : []));
  const cut = wholeThread ? (inbound.at(-1) ?? 0) : random.pick(inbound);
  const episodes = [last];
  while (
    stepCount(episodes) - last.steps.length + cut < 2 ||
    (episodes.length < 3 && random.chance(0.3))
  ) {
    const earlier = casting.next(listName, list);
    const [first = last, ...later] = episodes;
    episodes.splice(0, episodes.length, earlier, daysLater(first, random.between(6, 38)), ...later);
  }
  const anchorAt = Math.round(now - ageMinutes * MINUTE) - random.between(0, 20) * 1_000;
  const isLate = ageMinutes >= 1200 && ageMinutes < 1440;
  const silent = !wholeThread && random.chance(isLate ? 0.6 : 0.3);
  return {
    profile,
    locale,
    channel,
    episodes,
    anchor: stepCount(episodes) - last.steps.length + cut,
    anchorAt:
      ageMinutes > 1.1 * DAY
        ? earlierBusinessTime(anchorAt, profile.city.timeZone, random.next())
        : anchorAt,
    keepAfterAnchor: silent ? 'nothing' : 'answers',
    authorEmail: random.chance(0.06) ? PRIYA : locale.repEmail,
  };
}

function finish(plan: ThreadPlan, setting: ThreadSetting): WrittenConversation {
  const { random, now } = setting;
  const messages = writeThread(plan, setting);
  const { customer } = plan.profile;
  const trailing = unanswered(messages);
  const lastAt = messages.at(-1)?.at ?? now;
  const ageDays = (now - lastAt) / (DAY * MINUTE);
  const wasInbound = messages.some(({ direction }) => direction === 'inbound');
  const resolved =
    wasInbound && trailing === 0 && random.chance(ageDays > 3 ? 0.88 : 0.15 + ageDays * 0.2);
  const nobodyYet = !resolved && trailing > 0 && ageDays < 0.2 && random.chance(0.5);
  const hasTemplate = messages.some(({ template }) => template !== null);
  return {
    customer: {
      ...customer,
      optIn: {
        whatsapp: hasTemplate ? 'opted_in' : customer.optIn.whatsapp,
        sms: plan.channel === 'sms' ? 'opted_in' : customer.optIn.sms,
      },
    },
    conversation: {
      customerKey: customer.key,
      senderAddress: plan.channel === 'sms' ? US_SMS : plan.locale.whatsappSender,
      channel: plan.channel,
      assigneeEmail: nobodyYet ? null : plan.authorEmail,
      status: resolved ? 'resolved' : 'open',
      unreadCount: random.chance(0.78) ? trailing : 0,
      messages,
    },
  };
}

/** How many messages the customer has written since the last one to them. */
export function unanswered(messages: readonly SampleMessage[]): number {
  return messages.length - 1 - messages.findLastIndex(({ direction }) => direction === 'outbound');
}

/** Plans and writes all conversations: the showcases first, then windows of every age, then SMS. */
export function planConversations(setting: ThreadSetting): readonly WrittenConversation[] {
  const casting = new Casting(setting);
  const plans: ThreadPlan[] = [];
  for (const ageMinutes of [...RECENT_AGES, ...OLD_AGES]) {
    const locale = casting.localeFor(setting.now - ageMinutes * MINUTE);
    const wholeThread = ageMinutes > 1.1 * DAY;
    plans.push(
      planPart(
        {
          ageMinutes,
          locale,
          list: locale.scenarios,
          listName: locale.key,
          channel: 'whatsapp',
          wholeThread,
        },
        casting,
        setting,
      ),
    );
  }
  for (const ageMinutes of UNANSWERED_AGES) {
    const locale = casting.localeFor(setting.now - ageMinutes * MINUTE);
    plans.push(outreachPlan(locale, ageMinutes, casting, setting));
  }
  for (const ageMinutes of SMS_AGES) {
    const part = { ageMinutes, locale: localeOf('en-US'), list: SMS_SCENARIOS, listName: 'sms' };
    plans.push(
      planPart({ ...part, channel: 'sms', wholeThread: ageMinutes > DAY }, casting, setting),
    );
  }
  return [...writeShowcases(setting), ...plans.map((plan) => finish(plan, setting))];
}

function outreachPlan(
  locale: Locale,
  ageMinutes: number,
  casting: Casting,
  setting: ThreadSetting,
): ThreadPlan {
  return {
    profile: casting.customerOf(locale),
    locale,
    channel: 'whatsapp',
    episodes: [casting.next(`${locale.key}/outreach`, locale.outreach)],
    anchor: 0,
    anchorAt: Math.round(setting.now - ageMinutes * MINUTE),
    keepAfterAnchor: 'answers',
    authorEmail: locale.repEmail,
  };
}
