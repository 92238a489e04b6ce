import { type LocaleKey } from '../locales/locale.ts';
import { type Step } from '../scenario.ts';
import { type SampleCustomer } from '../world.ts';

/** A conversation that is written by hand from the first message to the last. */
export interface Showcase {
  /** Names the customer; unique in the sample. */
  readonly key: string;
  readonly market: LocaleKey;
  readonly channel: 'whatsapp' | 'sms';
  readonly firstName: string;
  readonly familyName: string;
  readonly woman: boolean;
  readonly profileName: string;
  readonly company: string;
  /** One of the market's towns. */
  readonly city: string;
  readonly address: string;
  /** The customer hides their number and is known by this id only. */
  readonly whatsappUserId?: string;
  readonly optIn: SampleCustomer['optIn'];
  /** Age of the last message, in minutes. */
  readonly ageMinutes: number;
  readonly status: 'open' | 'resolved';
  readonly unreadCount: number;
  /** Numbers that stand in the texts and files of this one, as `order43120`; nobody else gets them. */
  readonly numbers: readonly string[];
  readonly steps: readonly Step[];
}
