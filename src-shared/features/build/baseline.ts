import { assertNever } from '../../assert.ts';
import * as z from '../../contract/schema.ts';
import { type OperatingSystem, osLabels } from './model.ts';

/**
 * What a stored artifact holds of the bundle that its binary starts with: `whole` with everything that the bundle loads,
 * `bundle` by itself, `none`, or `refused`, when it could not be taken out.
 */
export const baselineFindings = ['whole', 'bundle', 'none', 'refused'] as const;

export const artifactFindingSchema = z.object({
  finding: z.enum(baselineFindings),
  /** The package that was made of it. */
  packageHash: z.string().nullable(),
  /** Where the bundle stands in the artifact. */
  bundle: z.string().nullable(),
  /** Files beside the bundle in the package. */
  assets: z.number().int(),
  /** Why there is no package, or no assets in it. */
  note: z.string().nullable(),
});
export type ArtifactFinding = z.infer<typeof artifactFindingSchema>;

/** The package that a build's binary starts with; it is served to nobody until somebody rolls back to it. */
export const baselineSchema = z.object({
  packageHash: z.string(),
  size: z.number().int(),
  files: z.number().int(),
  unpackedSize: z.number().int(),
  /** Taken out of the stored artifact, or handed in by the pipeline. */
  source: z.enum(['artifact', 'pipeline']),
  /** The bundle came without what it loads, so images of the app would be missing. */
  isBundleOnly: z.boolean(),
});
export type Baseline = z.infer<typeof baselineSchema>;

/** The names that React Native gives the bundle in a binary. */
export const bundleNames: Readonly<Record<OperatingSystem, string>> = {
  android: 'index.android.bundle',
  huawei: 'index.android.bundle',
  ios: 'main.jsbundle',
};

export interface PackedFile {
  /** Its path in the artifact, and in the package. */
  readonly from: string;
  readonly to: string;
}

export type BaselinePlan =
  | { readonly finding: 'none' }
  | { readonly finding: 'refused'; readonly note: string }
  | {
      readonly finding: 'whole' | 'bundle';
      readonly bundle: string;
      /** The bundle first. */
      readonly files: readonly PackedFile[];
      readonly note: string | null;
    };

const ANDROID_BUNDLE = /^(?:base\/)?assets\/index\.android\.bundle$/;
const IOS_BUNDLE = /^Payload\/[^/]+\.app\/main\.jsbundle$/;
/** aapt adds `-v4` to the folders of densities; React Native looks for them without. */
const DENSITY = /^(drawable-(?:l|m|tv|h|xh|xxh|xxxh)dpi)(?:-v4)?$/;
const PICTURE = /^[a-z0-9_]+\.(?:png|jpe?g|gif|webp)$/;

const folder = 'CodePush';

/** Where a resource of an Android binary stands in a package; null for what no bundle loads. */
function androidAsset(path: string): string | null {
  const [kind = '', name = '', ...deeper] = path.split('/');
  if (deeper.length > 0 || name === '' || name.endsWith('.9.png')) return null;
  if (kind === 'raw') return `${folder}/raw/${name}`;
  const density = DENSITY.exec(kind)?.[1];
  return density && PICTURE.test(name) ? `${folder}/${density}/${name}` : null;
}

function planAndroid(bundle: string, paths: readonly string[]): BaselinePlan {
  const root = `${bundle.slice(0, bundle.indexOf('assets/'))}res/`;
  const own = { from: bundle, to: `${folder}/${bundleNames.android}` };
  const resources = paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  const bundleOnly = (note: string): BaselinePlan => ({ finding: 'bundle', bundle, files: [own], note });
  if (resources.some((path) => !path.includes('/')))
    return bundleOnly(
      'The build tool has shortened the names of its resources, so the images are not known.',
    );
  const assets = resources.flatMap((path): PackedFile[] => {
    const to = androidAsset(path);
    return to === null ? [] : [{ from: `${root}${path}`, to }];
  });
  if (new Set(assets.map(({ to }) => to)).size < assets.length)
    return bundleOnly('Two of its resources would be the same file of a package.');
  return { finding: 'whole', bundle, files: [own, ...assets], note: null };
}

function planIos(bundle: string, paths: readonly string[]): BaselinePlan {
  const root = bundle.slice(0, -bundleNames.ios.length);
  const files = [bundle, ...paths.filter((path) => path.startsWith(`${root}assets/`))];
  return {
    finding: 'whole',
    bundle,
    files: files.map((from) => ({ from, to: `${folder}/${from.slice(root.length)}` })),
    note: null,
  };
}

/**
 * Decides what of an artifact makes the package that its binary starts with, in the layout that the CodePush command
 * line gives a package (spec/mobile 2.8). On Android that goes as long as the resources still have their names.
 */
export function planBaselinePackage(paths: readonly string[]): BaselinePlan {
  const bundles = paths.filter((path) => ANDROID_BUNDLE.test(path) || IOS_BUNDLE.test(path));
  const [bundle] = bundles;
  if (bundle === undefined) return { finding: 'none' };
  if (bundles.length > 1) {
    return { finding: 'refused', note: `It holds ${bundles.length} bundles, and only one can be the app's.` };
  }
  return ANDROID_BUNDLE.test(bundle) ? planAndroid(bundle, paths) : planIos(bundle, paths);
}

/** Whether what an artifact holds is the bundle of a build of this operating system. */
export function fitsBuild(os: OperatingSystem, { bundle }: Pick<ArtifactFinding, 'bundle'>): boolean {
  return bundle?.endsWith(`/${bundleNames[os]}`) ?? false;
}

/** The system whose bundle a package holds when it is not of this one; null when it may be. */
export function foreignBundle(os: OperatingSystem, bundles: readonly string[]): string | null {
  const names = bundles.map((path) => path.slice(path.lastIndexOf('/') + 1));
  if (names.length === 0 || names.includes(bundleNames[os])) return null;
  return names[0] ?? null;
}

/** What was found in a build's artifact, as a sentence. */
export function findingWords(os: OperatingSystem, found: ArtifactFinding): string {
  if (found.packageHash !== null && !fitsBuild(os, found)) {
    return `The artifact holds ${found.bundle}, which is no bundle of ${osLabels[os]}: it makes no baseline.`;
  }
  switch (found.finding) {
    case 'whole':
      return `The artifact holds ${found.bundle} and ${found.assets === 1 ? '1 asset' : `${found.assets} assets`}.`;
    case 'bundle':
      return `The artifact holds ${found.bundle}, which was taken alone. ${found.note ?? ''}`.trim();
    case 'none':
      return 'The artifact holds no bundle where React Native puts one: it makes no baseline.';
    case 'refused':
      return `No baseline was made of the artifact. ${found.note ?? ''}`.trim();
    default:
      return assertNever(found.finding);
  }
}
