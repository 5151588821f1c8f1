import * as z from '../../contract/schema.ts';
import { buildTargets, type OperatingSystem, operatingSystems } from '../build/model.ts';

export const credentialKinds = [
  'keystore',
  'certificate',
  'provisioning_profile',
  'push_certificate',
  'google_play',
  'app_store',
  'app_gallery',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

interface CredentialRules {
  readonly label: string;
  readonly systems: readonly OperatingSystem[];
  /** Signing credentials are kept for each target; a store's account serves both. */
  readonly perTarget: boolean;
  /** The names under which the machine's secret store keeps the values. The workspace never holds a value. */
  readonly slots: readonly string[];
}

/** What a project may hold, by kind (spec/mobile 1.6). */
export const credentialRules: Readonly<Record<CredentialKind, CredentialRules>> = {
  keystore: {
    label: 'signing keystore',
    systems: ['android', 'huawei'],
    perTarget: true,
    slots: ['keystore', 'keystorePassword', 'keyAlias', 'keyPassword'],
  },
  certificate: {
    label: 'signing certificate',
    systems: ['ios'],
    perTarget: true,
    slots: ['certificate', 'password'],
  },
  provisioning_profile: {
    label: 'provisioning profile',
    systems: ['ios'],
    perTarget: true,
    slots: ['provisioningProfile'],
  },
  push_certificate: {
    label: 'push certificate',
    systems: ['ios'],
    perTarget: true,
    slots: ['certificateApn', 'certificateApnKey'],
  },
  google_play: {
    label: 'Google Play account',
    systems: ['android'],
    perTarget: false,
    slots: ['googleServiceFile'],
  },
  app_store: {
    label: 'App Store Connect key',
    systems: ['ios'],
    perTarget: false,
    slots: ['keyId', 'keyIssuerId', 'apiKeyFile'],
  },
  app_gallery: {
    label: 'AppGallery Connect client',
    systems: ['huawei'],
    perTarget: false,
    slots: ['clientId', 'clientSecret'],
  },
};

/** The credential without which nothing reaches the store of an operating system (spec/mobile 2.11). */
export const storeCredentials: Readonly<Record<OperatingSystem, CredentialKind>> = {
  android: 'google_play',
  ios: 'app_store',
  huawei: 'app_gallery',
};

/** What the workspace remembers of a credential. Invariant: names of slots, never a value out of one. */
export const credentialSchema = z.object({
  id: z.number().int(),
  uid: z.string(),
  projectId: z.number().int(),
  kind: z.enum(credentialKinds),
  os: z.enum(operatingSystems),
  /** Null for a store's account. */
  target: z.enum(buildTargets).nullable(),
  /** The app it signs or publishes; an extension's profile has one of its own. */
  bundleIdentifier: z.string().nullable(),
  /** The slots that hold a value in the secret store. */
  slots: z.array(z.string()),
  expiresAt: z.number().int().nullable(),
  updatedAt: z.number().int(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** The slots that still wait for a value; a credential is usable when there are none. */
export function emptySlots({ kind, slots }: Pick<Credential, 'kind' | 'slots'>): string[] {
  return credentialRules[kind].slots.filter((slot) => !slots.includes(slot));
}
