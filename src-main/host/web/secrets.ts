import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readObject, writeWhole } from '../config-file.ts';
import type { SecretStore } from '../host.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The machine's key, made on first use; only its owner may read it. */
function keyIn(folder: string): Buffer {
  const file = join(folder, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file);
}

/**
 * Secrets where no key store of the system is at hand: AES-256-GCM, the name bound to the value, under a key file of
 * mode 0600. It keeps secrets out of copies and backups of the workspace, not from who can read the owner's files.
 */
export function fileSecrets(folder: string): SecretStore {
  const file = join(folder, 'secrets.json');
  const all = () => (readObject(file) ?? {}) as Record<string, string>;
  return {
    async get(name) {
      const sealed = all()[name];
      if (typeof sealed !== 'string') return null;
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const open = createDecipheriv(CIPHER, keyIn(folder), bytes.subarray(0, NONCE_BYTES));
        open.setAAD(Buffer.from(name));
        open.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([open.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), open.final()]).toString();
      } catch {
        // Another machine's secret, or a damaged one: to its user it is not there.
        return null;
      }
    },
    async set(name, value) {
      const { [name]: _old, ...others } = all();
      if (value === null) return writeWhole(file, JSON.stringify(others));
      const nonce = randomBytes(NONCE_BYTES);
      const seal = createCipheriv(CIPHER, keyIn(folder), nonce);
      seal.setAAD(Buffer.from(name));
      const body = Buffer.concat([seal.update(value), seal.final()]);
      const sealed = Buffer.concat([nonce, seal.getAuthTag(), body]).toString('base64');
      writeWhole(file, JSON.stringify({ ...others, [name]: sealed }));
    },
  };
}
