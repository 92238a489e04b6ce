import { type CustomerProfile } from './customers.ts';
import { localeOf } from './locales/index.ts';
import { US_SMS } from './people.ts';
import { seededRandom } from './random.ts';
import { SHOWCASES } from './showcase/index.ts';
import { type Showcase } from './showcase/showcase.ts';
import { type ThreadSetting, writeThread } from './thread.ts';
import { type SampleConversation, type SampleCustomer } from './world.ts';

const MINUTE = 60_000;
/** Last two digits of the phone numbers; those of the other customers stay below. */
const FIRST_NUMBER = 80;

/** A customer with their conversation. */
export interface WrittenConversation {
  readonly customer: SampleCustomer;
  readonly conversation: SampleConversation;
}

/** The numbers of orders, quotes and invoices that the hand-written conversations use. */
export const SHOWCASE_NUMBERS: readonly string[] = SHOWCASES.flatMap(({ numbers }) => numbers);

/** The hand-written conversations, in their places before `setting.now`. */
export function writeShowcases(setting: ThreadSetting): readonly WrittenConversation[] {
  return SHOWCASES.map((showcase, position) =>
    writeShowcase(showcase, FIRST_NUMBER + position, {
      ...setting,
      random: seededRandom(`${setting.seed}/showcase/${showcase.key}`),
    }),
  );
}

function profileOf(showcase: Showcase, number: number): CustomerProfile {
  const { key, firstName, familyName, woman, company, address } = showcase;
  const locale = localeOf(showcase.market);
  const city = locale.cities.find(({ name }) => name === showcase.city);
  if (city === undefined) throw new Error(`The sample has no town "${showcase.city}".`);
  const whatsappUserId = showcase.whatsappUserId ?? null;
  return {
    firstName,
    familyName,
    woman,
    city,
    address,
    customer: {
      key,
      displayName: `${firstName} ${familyName}`,
      profileName: showcase.profileName,
      company,
      phone: whatsappUserId === null ? `${city.phonePrefix}${number}` : null,
      whatsappUserId,
      language: locale.language,
      country: locale.country,
      timeZone: city.timeZone,
      optIn: showcase.optIn,
    },
  };
}

function writeShowcase(
  showcase: Showcase,
  number: number,
  setting: ThreadSetting,
): WrittenConversation {
  const { channel, steps, status, unreadCount, ageMinutes } = showcase;
  const locale = localeOf(showcase.market);
  const profile = profileOf(showcase, number);
  const messages = writeThread(
    {
      profile,
      locale,
      channel,
      episodes: [{ topic: 'order', steps }],
      anchor: steps.length - 1,
      anchorAt: Math.round(setting.now - ageMinutes * MINUTE),
      keepAfterAnchor: 'nothing',
      authorEmail: locale.repEmail,
    },
    setting,
  );
  return {
    customer: profile.customer,
    conversation: {
      customerKey: showcase.key,
      senderAddress: channel === 'sms' ? US_SMS : locale.whatsappSender,
      channel,
      assigneeEmail: locale.repEmail,
      status,
      unreadCount,
      messages,
    },
  };
}
