import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { credentialContract } from '#shared/features/credential/contract.ts';
import { type Credential, credentialRules } from '#shared/features/credential/model.ts';
import { checkSlot } from '#shared/features/credential/rules.ts';
import { deskCommand, type Shell } from '../../shell.ts';
import { requireCredential } from './engine.ts';
import { keepSecret } from './keep-secret.ts';
import { credentialSecretName } from './secret-name.ts';

type Contract = typeof credentialContract;

function find(shell: Shell, id: number): Credential {
  return requireCredential(shell.requireSession().reader, id);
}

const command = (shell: Shell, name: string, input: unknown) =>
  deskCommand(shell, name, input) as Promise<Credential>;

/**
 * Keeps a value on this machine and notes that its slot is filled. A value that could not be noted is taken back.
 * @throws not_found; invalid_input for a slot that its kind does not have; unavailable when the store refuses it.
 */
export async function setSecret(
  shell: Shell,
  { id, slot, value, reason }: ParsedInputOf<Contract['setSecret']>,
): Promise<Credential> {
  const credential = find(shell, id);
  checkSlot(credential.kind, slot);
  const name = credentialSecretName(credential, slot);
  const before = await shell.options.host.secrets.get(name);
  await keepSecret(shell, name, value);
  try {
    return await command(shell, 'credential.noteSecret', { id, slot, held: true, reason });
  } catch (error) {
    await keepSecret(shell, name, before);
    throw error;
  }
}

/** @throws as `setSecret`. */
export async function forgetSecret(
  shell: Shell,
  { id, slot, reason }: ParsedInputOf<Contract['forgetSecret']>,
): Promise<Credential> {
  const credential = find(shell, id);
  checkSlot(credential.kind, slot);
  await keepSecret(shell, credentialSecretName(credential, slot), null);
  return command(shell, 'credential.noteSecret', { id, slot, held: false, reason });
}

/** Removes a credential and every value that this machine keeps for it. */
export async function removeCredential(
  shell: Shell,
  { id, reason }: ParsedInputOf<Contract['remove']>,
): Promise<Credential> {
  const credential = find(shell, id);
  for (const slot of credentialRules[credential.kind].slots) {
    await keepSecret(shell, credentialSecretName(credential, slot), null);
  }
  return command(shell, 'credential.drop', { id, reason });
}
