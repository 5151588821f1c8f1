import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** A folder of its own for every test of a file. */
export function eachInFolder(): {
  readonly path: string;
  file(name: string, content: string | Buffer): string;
} {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'slipway-blobs-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    file(name, content) {
      const target = join(path, name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      return target;
    },
  };
}

/** Every file below a folder, by its path with forward slashes. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    found
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
}

/** The package hash as a device computes it over the folder that it unpacked into (spec/mobile 3.6). */
export function folderHash(folder: string): string {
  const lines = [...filesBelow(folder)]
    .filter(([path]) => !path.startsWith('__MACOSX/') && !/(^|\/)\.(DS_Store|codepushrelease)$/.test(path))
    .map(([path, content]) => `${path}:${sha256(content)}`);
  return sha256(JSON.stringify(lines.sort()));
}
