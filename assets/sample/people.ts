import { type SamplePerson, type SampleSender } from './world.ts';

export const US_WHATSAPP = '+13125550142';
export const MX_WHATSAPP = '+525555550110';
export const US_SMS = '+13125550177';

export const LUCIA = 'lucia.herrera@northwind.example';
export const DANIEL = 'daniel.brandt@northwind.example';
export const PRIYA = 'priya.raman@northwind.example';

/** The people of the sample tenant: two reps and the admin. */
export const PEOPLE: readonly SamplePerson[] = [
  { email: LUCIA, displayName: 'Lucía Herrera', role: 'agent', password: 'tornillo-azul-72' },
  { email: DANIEL, displayName: 'Daniel Brandt', role: 'agent', password: 'washer-harbor-38' },
  { email: PRIYA, displayName: 'Priya Raman', role: 'admin', password: 'copper-lantern-94' },
];

/** The numbers of the sample tenant. */
export const SENDERS: readonly SampleSender[] = [
  { channel: 'whatsapp', address: US_WHATSAPP, displayName: 'Northwind Supply' },
  { channel: 'whatsapp', address: MX_WHATSAPP, displayName: 'Northwind Supply México' },
  { channel: 'sms', address: US_SMS, displayName: 'Northwind Supply SMS' },
];

/** A person of the tenant as German customers address them. */
export function germanAddressOf(email: string): string {
  const person = PEOPLE.find((candidate) => candidate.email === email);
  const familyName = person?.displayName.split(' ').at(-1) ?? '';
  return `${email === DANIEL ? 'Herr' : 'Frau'} ${familyName}`;
}

/** The first name of a person of the tenant, as it stands in a signature. */
export function firstNameOf(email: string): string {
  const person = PEOPLE.find((candidate) => candidate.email === email);
  if (person === undefined) throw new Error(`Nobody of the sample tenant has the e-mail ${email}.`);
  return person.displayName.split(' ')[0] ?? person.displayName;
}
