import { describe, expect, it } from 'vitest';
import { placeAskedFor } from '../../../src-renderer/app/paletteProject.ts';

describe('the palette', () => {
  it.each([
    ['phases payments', 'phases', 'payments'],
    ['payments scheduled cuts', 'schedule', 'payments'],
    ['Promotion of', 'phases', 'of'],
    ['checkout api releases', 'releases', 'checkout api'],
  ])('leads by %j to the %s of %s', (text, place, project) => {
    const asked = placeAskedFor(text);
    expect([asked?.place.id, asked?.project]).toEqual([place, project]);
  });

  it.each(['payments', 'phases', 'workflow-runner', ''])('takes %j for no more than a name', (text) => {
    expect(placeAskedFor(text)).toBeNull();
  });
});
