import type { Credential, CredentialKind } from '#shared/features/credential/model.ts';
import { redactSecrets } from '#shared/features/credential/redact.ts';
import type { MobileProject } from '#shared/features/mobile/model.ts';
import type { ProjectAnswer } from './answers.ts';
import { toId } from './ids.ts';
import { cut, date, dateOrNull, known } from './known.ts';

const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 255;
const SHORTEST_SLUG = 2;

type Tree = { [name: string]: Tree | unknown };

/** `Payments App (Türkiye)` is `payments-app-turkiye`; a name without a letter or digit of ASCII goes by the id. */
function slugOf({ id, name }: MobileProject): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, '');
  return slug.length >= SHORTEST_SLUG ? slug : `project-${id}`;
}

/** Puts facts at a path of an object, beside what is there. */
function put(tree: Tree, path: readonly string[], facts: object): void {
  let place = tree;
  for (const name of path) {
    place[name] ??= {};
    place = place[name] as Tree;
  }
  Object.assign(place, facts);
}

function appStatusesOf({ appStatuses }: MobileProject): Tree {
  const tree: Tree = {};
  for (const { os, target, deployment, live, deploymentId: _id, ...status } of appStatuses) {
    const facts = known({
      ...status,
      deploymentId: toId(deployment),
      status: live,
      publishedAt: date(status.publishedAt),
      createdAt: date(status.createdAt),
      updatedAt: date(status.updatedAt),
    });
    put(tree, [os, target], facts);
  }
  return tree;
}

/** The names that a kind's end and app go by; null where the interface has no place for it. */
const labels: Readonly<Record<CredentialKind, { readonly end: string | null; readonly app: string | null }>> =
  {
    keystore: { end: null, app: null },
    certificate: { end: 'certificateExpiration', app: null },
    provisioning_profile: { end: 'provisioningExpiration', app: 'bundleIdentifier' },
    push_certificate: { end: null, app: null },
    google_play: { end: null, app: 'packageName' },
    app_store: { end: null, app: 'appIdentifier' },
    app_gallery: { end: null, app: null },
  };

/** The stores’ accounts by their name here. */
const accounts: Readonly<Partial<Record<CredentialKind, string>>> = {
  google_play: 'googlePlay',
  app_store: 'appleAppStore',
  app_gallery: 'huaweiAppGallery',
};

/** A credential's slots that hold a value, each by its name and nothing of what it holds. */
function factsOf({ kind, slots, expiresAt, bundleIdentifier }: Credential): Tree {
  const { end, app } = labels[kind];
  return {
    ...Object.fromEntries(slots.map((slot) => [slot, slot])),
    ...(end !== null && expiresAt !== null ? { [end]: date(expiresAt) } : {}),
    ...(app !== null && bundleIdentifier !== null ? { [app]: bundleIdentifier } : {}),
  };
}

/** What a project holds credentials for. The profile of an extension, which has an app of its own, is an additional one. */
function credentialsOf({ credentials }: MobileProject) {
  const credential: Tree = {};
  const additional: Record<string, Tree[]> = {};
  const storeCredentials: Tree = {};
  for (const one of credentials) {
    const { kind, os, target, bundleIdentifier } = one;
    const account = accounts[kind];
    if (account !== undefined) put(storeCredentials, [account], factsOf(one));
    else if (target === null) continue;
    else if (kind === 'provisioning_profile' && bundleIdentifier !== null)
      additional[target] = [...(additional[target] ?? []), factsOf(one)];
    else put(credential, [os, target], factsOf(one));
  }
  const additionalCredentials = Object.keys(additional).length === 0 ? {} : { ios: additional };
  return { credential, additionalCredentials, storeCredentials };
}

/** A project as it stands inside each of its deployments; where a secret is, it says so and no more (spec/mobile 1.7). */
export function toProject(project: MobileProject, organization: string): ProjectAnswer {
  const { name, description, createdAt, lastActivityAt } = project;
  return redactSecrets({
    ...known({
      _id: toId(project),
      name: cut(name, LONGEST_NAME),
      slug: slugOf(project),
      description: description && cut(description, LONGEST_DESCRIPTION),
      organization,
      status: 'active',
      appStatuses: appStatusesOf(project),
      lastActivityAt: dateOrNull(lastActivityAt),
      createdAt: date(createdAt),
      updatedAt: date(Math.max(createdAt, lastActivityAt ?? 0)),
    }),
    ...credentialsOf(project),
  }) as ProjectAnswer;
}
