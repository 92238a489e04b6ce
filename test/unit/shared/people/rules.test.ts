import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Role, role as roles } from '../../../../shared/contract/records.ts';
import { mayGrant, mayManage, problemOfChange } from '../../../../shared/domain/people/rules.ts';

const role = fc.constantFrom<Role>(...roles.options);
const member = fc.record({ role, active: fc.boolean() });

interface Person {
  role: Role;
  active: boolean;
}
const owners = (people: readonly Person[]) =>
  people.filter((one) => one.role === 'owner' && one.active).length;

test('whatever people do to each other, an active owner is left, and only owners make or touch owners', () => {
  const step = fc.record({ actor: fc.nat(5), target: fc.nat(5), after: member });
  fc.assert(
    fc.property(fc.array(member, { minLength: 5, maxLength: 5 }), fc.array(step), (rest, steps) => {
      const people: Person[] = [{ role: 'owner', active: true }, ...rest];
      for (const { actor, target, after } of steps) {
        const [acting, before] = [people[actor], people[target]];
        if (acting === undefined || before === undefined || !acting.active) continue;
        if (problemOfChange(acting.role, before, after, owners(people)) !== null) continue;
        const touchesOwner = before.role === 'owner' || after.role === 'owner';
        expect([touchesOwner, acting.role]).not.toEqual([true, 'admin']);
        expect(['owner', 'admin']).toContain(acting.role);
        people[target] = after;
        expect(owners(people)).toBeGreaterThan(0);
      }
    }),
  );
});

test.each([
  ['owner', 'owner', true],
  ['owner', 'agent', true],
  ['admin', 'owner', false],
  ['admin', 'admin', true],
  ['admin', 'agent', true],
  ['supervisor', 'agent', false],
  ['agent', 'agent', false],
] as const)('%s over %s: %s', (actor, target, may) => {
  expect(mayManage(actor, target)).toBe(may);
  expect(mayGrant(actor, target)).toBe(may);
});

test('the last owner stays, and says why', () => {
  const owner = { role: 'owner', active: true } as const;
  const without = { role: 'owner', active: false } as const;
  expect(problemOfChange('owner', owner, { role: 'agent', active: true }, 1)).toBe('last_owner');
  expect(problemOfChange('owner', owner, without, 1)).toBe('last_owner');
  expect(problemOfChange('owner', owner, without, 2)).toBeNull();
  expect(problemOfChange('owner', without, { role: 'agent', active: false }, 1)).toBeNull();
});
