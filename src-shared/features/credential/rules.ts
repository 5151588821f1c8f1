import { AppError } from '../../errors.ts';
import type { Expiry } from './expiry.ts';
import { type Credential, type CredentialKind, credentialRules } from './model.ts';

type Facts = Pick<Credential, 'kind' | 'os' | 'target' | 'slots'>;

const refuse = (field: string, message: string, hint: string) =>
  new AppError('invalid_input', `${message} Nothing was changed.`, {
    hint,
    field,
    fields: [{ field, message }],
  });

/** @throws invalid_input naming `slot` for one that credentials of this kind do not have. */
export function checkSlot(kind: CredentialKind, slot: string): void {
  const { label, slots } = credentialRules[kind];
  if (slots.includes(slot)) return;
  throw refuse('slot', `A ${label} has no such slot.`, `Its slots are: ${slots.join(', ')}.`);
}

/**
 * Whether a project can hold a credential like this (spec/mobile 1.6): its kind belongs to some operating systems, and
 * is kept for each target or for both.
 * @throws invalid_input naming the field.
 */
export function checkCredential({ kind, os, target, slots }: Facts): void {
  const { label, systems, perTarget } = credentialRules[kind];
  if (!systems.includes(os)) {
    throw refuse('os', `A ${label} is not for ${os}.`, `Choose one of: ${systems.join(', ')}.`);
  }
  if (perTarget && target === null) {
    throw refuse(
      'target',
      `A ${label} is kept for each target.`,
      'Say whether it is for staging or production.',
    );
  }
  if (!perTarget && target !== null) {
    throw refuse('target', `A ${label} serves both targets.`, 'Leave the target out.');
  }
  for (const slot of slots) checkSlot(kind, slot);
}

/** `provisioning profile ios production com.example.widget`: what the log and a list call a credential. */
export function credentialLabel({
  kind,
  os,
  target,
  bundleIdentifier,
}: Pick<Credential, 'kind' | 'os' | 'target' | 'bundleIdentifier'>): string {
  return [credentialRules[kind].label, os, target, bundleIdentifier].filter(Boolean).join(' ');
}

/** When a credential ends, as a sentence. */
export function expiryWords({ level, days }: Expiry): string {
  const count = Math.abs(days);
  const inWords = `${count} ${count === 1 ? 'day' : 'days'}`;
  if (level !== 'expired') return `Expires within ${inWords}`;
  return count === 0 ? 'Has expired today' : `Expired ${inWords} ago`;
}
