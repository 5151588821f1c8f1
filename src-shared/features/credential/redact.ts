import { credentialRules } from './model.ts';

/** What stands where a secret was. */
export const REDACTED = '[redacted]';

/** Every field of a project, of its credentials and of a person that carries a secret (spec/mobile 1.6, trap 9). */
export const secretFields: readonly string[] = [
  ...new Set(Object.values(credentialRules).flatMap(({ slots }) => slots)),
];

/** The objects that hold nothing but credentials: inside them a field is a secret unless it is known to be none. */
export const credentialContainers: readonly string[] = [
  'credential',
  'additionalCredentials',
  'storeCredentials',
];

/** What may be seen of a credential: when it ends and which app it is for (spec/mobile 1.6). */
export const openFields: readonly string[] = [
  'bundleIdentifier',
  'provisioningExpiration',
  'certificateExpiration',
  'packageName',
  'keyInHouse',
  'appIdentifier',
  'teamId',
  'teamName',
  'appSpecificId',
];

/** `keystore_password`, `keystore-password` and `KeystorePassword` are one name. */
const plain = (name: string) => name.replaceAll(/[_-]/g, '').toLowerCase();
const setOf = (names: readonly string[]) => new Set(names.map(plain));
const secrets = setOf(secretFields);
const containers = setOf(credentialContainers);
const open = setOf(openFields);

/** An empty field stays empty: that a slot holds nothing is no secret. */
const hidden = (value: unknown) => (value === null || value === '' ? value : REDACTED);

function inside(value: unknown, name: string, held: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => inside(item, name, held));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, entry(key, item, held)]));
  }
  return held && !open.has(plain(name)) ? hidden(value) : value;
}

function entry(key: string, value: unknown, held: boolean): unknown {
  const name = plain(key);
  if (secrets.has(name)) return hidden(value);
  return inside(value, key, held || containers.has(name));
}

/**
 * A JSON value without its secrets, at any depth: every field with a secret's name, in any spelling, and everything
 * inside a container of credentials but the open fields. Goes by names alone: a secret that somebody repeated in a
 * description is not found, because looking for its value would also blank `android` wherever a password is `android`.
 */
export function redactSecrets(value: unknown): unknown {
  return inside(value, '', false);
}
