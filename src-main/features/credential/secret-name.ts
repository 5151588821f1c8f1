import type { Credential } from '#shared/features/credential/model.ts';

/** Under which name the machine keeps a credential's value: the same for every copy of the workspace. */
export function credentialSecretName({ uid }: Pick<Credential, 'uid'>, slot: string): string {
  return `credential/${uid}/${slot}`;
}
