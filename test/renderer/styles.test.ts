import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src-renderer');
const filesEndingIn = (ending: RegExp) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** The class names that the selectors of a sheet name, those of other libraries apart. */
function definedIn(sheet: string): Set<string> {
  const selectors = textOf(sheet)
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/:global\([^)]*\)/g, '')
    // From the inside out: a rule in a media query goes first, and leaves its selector.
    .replace(/\{[^{}]*\}/g, ' ');
  return new Set([...selectors.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name));
}

interface Use {
  readonly sheet: string;
  readonly file: string;
  /** Null where the name is not written down. */
  readonly name: string | null;
}

const IMPORT = /import (\w+) from '([^']+\.module\.css)'/g;

/** Every use of the names of the sheets that a file imports. */
function usesIn(file: string): Use[] {
  const source = textOf(file);
  return [...source.matchAll(IMPORT)].flatMap(([statement, local = '', path = '']) => {
    const sheet = relative(root, resolve(root, dirname(file), path));
    const body = source.replace(statement, '');
    const named = [...body.matchAll(new RegExp(`(?<![\\w.])${local}\\.(\\w+)`, 'g'))];
    const computed = [...body.matchAll(new RegExp(`(?<![\\w.])${local}(?:\\?\\.)?\\[`, 'g'))];
    return [
      ...named.map(([, name = '']) => ({ sheet, file, name })),
      ...computed.map(() => ({ sheet, file, name: null })),
    ];
  });
}

const sheets = new Map(filesEndingIn(/\.module\.css$/).map((sheet) => [sheet, definedIn(sheet)]));
const uses = filesEndingIn(/\.tsx?$/).flatMap(usesIn);

describe('the names of classes', () => {
  it('are written down where they are used, so that they can be looked for', () => {
    expect(uses.filter(({ name }) => name === null)).toEqual([]);
  });

  it('are defined when they are used', () => {
    expect(uses.filter(({ sheet, name }) => name !== null && !sheets.get(sheet)?.has(name))).toEqual([]);
  });

  it('are used when they are defined', () => {
    const used = new Set(uses.map(({ sheet, name }) => `${sheet} ${name}`));
    const defined = [...sheets].flatMap(([sheet, names]) => [...names].map((name) => `${sheet} ${name}`));
    expect(defined.length).toBeGreaterThan(500);
    expect(defined.filter((name) => !used.has(name))).toEqual([]);
  });
});
