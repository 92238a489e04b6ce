import { describe, expect, it } from 'vitest';
import { placeWindow } from '../../../../../main/host/electron/window-state.ts';

const MAIN = { x: 0, y: 25, width: 1920, height: 1055 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 900, height = 700, maximised = false) => ({
  bounds: { x, y, width, height },
  maximised,
});

describe('where the window opens', () => {
  it.each([
    ['on the main display', at(100, 100), { x: 100, y: 100, width: 900, height: 700 }],
    ['on a second one', at(-1200, 50), { x: -1200, y: 50, width: 900, height: 700 }],
    ['hanging over the edge', at(1700, 900), { x: 1700, y: 900, width: 900, height: 700 }],
    ['on a display that is gone', at(2500, 100), { width: 900, height: 700 }],
    ['with its title bar above every display', at(100, -300), { width: 900, height: 700 }],
    ['with its title bar below', at(100, 1075), { width: 900, height: 700 }],
    ['with too little to take hold of', at(1850, 100), { width: 900, height: 700 }],
    ['smaller than the page can be', at(5, 30, 100, 100), { x: 5, y: 30, width: 480, height: 480 }],
  ])('after it was %s', (_what, stored, bounds) => {
    expect(placeWindow(stored, [MAIN, LEFT]).bounds).toEqual(bounds);
  });

  it.each([
    undefined,
    null,
    {},
    { bounds: { x: 'a' }, maximised: false },
    at(0.5, 0),
    at(0, 0, -1),
  ])('is the usual size when what was kept is %j', (stored) => {
    expect(placeWindow(stored, [MAIN])).toEqual({
      bounds: { width: 1280, height: 840 },
      maximised: false,
    });
  });

  it('is maximised if it was', () => {
    expect(placeWindow(at(100, 100, 900, 700, true), [MAIN]).maximised).toBe(true);
  });
});
