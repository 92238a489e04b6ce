import { COMMANDS, type CommandName } from '../../../shared/contract/commands.ts';
import { normaliseIdentity } from '../../../shared/domain/contact/identity.ts';
import type { Cache } from '../../cache/cache.ts';

/**
 * Refuses at once what the relay would refuse later: a new number of a contact that is none.
 *
 * @throws {RefusedError} `phone_not_valid`
 */
export function mustHaveNumbers(cache: Cache, name: CommandName, given: unknown): void {
  if (name === 'contact.create') {
    const { identities, country } = COMMANDS[name].parse(given);
    for (const one of identities) normaliseIdentity(one, country ?? cache.homeCountry());
  } else if (name === 'contact.edit') {
    const { contactId, set, addIdentities } = COMMANDS[name].parse(given);
    const known = cache.contacts.get(contactId)?.country;
    const country = set.country ?? known ?? cache.homeCountry();
    for (const one of addIdentities) normaliseIdentity(one, country);
  }
}
