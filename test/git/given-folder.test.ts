import { describe, expect, it } from 'vitest';
import { givenFolder } from '../../src-main/git/given-folder.ts';

describe('the folder that a person means', () => {
  it.each([
    ['/srv/src/orders', '/srv/src/orders'],
    ['~', '/home/mira'],
    ['~/', '/home/mira/'],
    ['~/src/orders', '/home/mira/src/orders'],
    ['/srv/~/orders', '/srv/~/orders'],
  ])('by %s is %s', (typed, folder) => {
    expect(givenFolder(typed, '/home/mira')).toBe(folder);
  });

  it.each(['orders', './orders', '../orders', '~otto/src', 'src/~/orders'])('is not told by %s', (typed) => {
    expect(() => givenFolder(typed, '/home/mira')).toThrow(
      expect.objectContaining({ code: 'invalid_input', details: expect.objectContaining({ field: 'path' }) }),
    );
  });
});
