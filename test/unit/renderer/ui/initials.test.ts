import { describe, expect, it } from 'vitest';
import { groundOf, initialsOf } from '../../../../renderer/ui/initials.ts';

describe('initials', () => {
  it.each([
    ['Carlos Mendoza', 'CM'],
    ['María José de la Cruz', 'MC'],
    ['ferretería', 'F'],
    ['  Öztürk  ', 'Ö'],
    ['(Taller) Núñez', 'TN'],
    ['محمد علي', 'مع'],
    ['+52 55 1234 5678', '#'],
    ['', '#'],
    ['👍 Ana', 'A'],
    ['é́a', 'É́'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('keep one ground for one name', () => {
    const names = ['Ana', 'Ben', 'Chi', 'Dora', 'Emre', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jun'];
    const grounds = names.map((name) => groundOf(name, 8));
    expect(grounds).toEqual(names.map((name) => groundOf(name, 8)));
    expect(new Set(grounds).size).toBeGreaterThan(3);
    expect(grounds.every((ground) => Number.isInteger(ground) && ground >= 0 && ground < 8)).toBe(
      true,
    );
  });
});
