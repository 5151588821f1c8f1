import { isAbsolute, join } from 'node:path';
import { notWhole } from './problems.ts';

/**
 * The folder that a person means by what was typed: `~` stands for their home, as in a shell. A relative path begins nowhere
 * that they can see. @throws invalid_input for one.
 */
export function givenFolder(path: string, home: string): string {
  const whole = /^~($|[/\\])/.test(path) ? join(home, path.slice(1)) : path;
  if (!isAbsolute(whole)) throw notWhole(path);
  return whole;
}
