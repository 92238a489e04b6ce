import type { PersonId, TenantId } from '../../../shared/contract/ids.ts';
import type { RelayParsed } from '../../../shared/contract/relay.ts';

/** A conversation that lies open, and whether its person types in it. */
export type Place = RelayParsed<'presence'>['places'][number];

/** As many as one connection may tell of. */
const MOST_PLACES = 16;

interface Source {
  /** The relay that told of it; null: a connection to this relay. */
  readonly relay: string | null;
  readonly places: readonly Place[];
}

/** Who is where, of every tenant, from connections here and from what other relays told. */
export interface Board {
  /**
   * Replaces what one source says of a person.
   *
   * @param source a connection here, or another relay
   * @param places null: the person is not there any more
   * @returns whether this says anything new
   */
  readonly put: (
    tenantId: TenantId,
    personId: PersonId,
    source: string,
    told: { readonly relay: string | null; readonly places: readonly Place[] | null },
  ) => boolean;
  /**
   * Where a person is, the last used place first; null where there is no source.
   *
   * @param which `here`: by the connections to this relay alone
   */
  readonly placesOf: (
    tenantId: TenantId,
    personId: PersonId,
    which: 'here' | 'everywhere',
  ) => readonly Place[] | null;
  readonly peopleOf: (tenantId: TenantId) => readonly PersonId[];
  readonly tenants: () => readonly TenantId[];
  /** Forgets what a relay told. @returns of whom it had told */
  readonly forgetRelay: (relay: string) => readonly (readonly [TenantId, PersonId])[];
}

export function createBoard(): Board {
  const tenants = new Map<TenantId, Map<PersonId, Map<string, Source>>>();

  const remove = (tenantId: TenantId, personId: PersonId, source: string): boolean => {
    const people = tenants.get(tenantId);
    const sources = people?.get(personId);
    const removed = sources?.delete(source) ?? false;
    if (sources?.size === 0) people?.delete(personId);
    if (people?.size === 0) tenants.delete(tenantId);
    return removed;
  };

  return {
    put: (tenantId, personId, source, { relay, places }) => {
      if (places === null) return remove(tenantId, personId, source);
      const people = tenants.get(tenantId) ?? new Map<PersonId, Map<string, Source>>();
      const sources = people.get(personId) ?? new Map<string, Source>();
      const before = sources.get(source);
      if (before !== undefined && same(before.places, places)) return false;
      // The last used one stands last.
      sources.delete(source);
      sources.set(source, { relay, places });
      people.set(personId, sources);
      tenants.set(tenantId, people);
      return true;
    },
    placesOf: (tenantId, personId, which) => {
      const sources = tenants.get(tenantId)?.get(personId)?.values() ?? [];
      const counted = [...sources].filter(({ relay }) => which === 'everywhere' || relay === null);
      return counted.length === 0 ? null : merged(counted.toReversed());
    },
    peopleOf: (tenantId) => [...(tenants.get(tenantId)?.keys() ?? [])],
    tenants: () => [...tenants.keys()],
    forgetRelay: (relay) => {
      const gone: (readonly [TenantId, PersonId])[] = [];
      for (const [tenantId, people] of tenants) {
        for (const personId of people.keys()) {
          if (remove(tenantId, personId, relay)) gone.push([tenantId, personId]);
        }
      }
      return gone;
    },
  };
}

function merged(sources: readonly Source[]): readonly Place[] {
  const places = new Map<Place['conversationId'], boolean>();
  for (const { conversationId, typing } of sources.flatMap((source) => source.places)) {
    places.set(conversationId, typing || (places.get(conversationId) ?? false));
  }
  return [...places]
    .slice(0, MOST_PLACES)
    .map(([conversationId, typing]) => ({ conversationId, typing }));
}

function same(some: readonly Place[], others: readonly Place[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ conversationId, typing }, at) =>
        others[at]?.conversationId === conversationId && others[at].typing === typing,
    )
  );
}
