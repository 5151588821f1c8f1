import { newBuildSchema } from '#shared/features/build/inputs.ts';
import { type BuildTarget, type OperatingSystem, platformFacts } from '#shared/features/build/model.ts';
import type { InputFor } from '../../../api/client.ts';

type Input = InputFor<'build.create'>;

/** What stands in the fields of a new build, as typed. */
export interface BuildForm {
  readonly projectId: number | null;
  readonly os: OperatingSystem;
  readonly target: BuildTarget;
  readonly tag: string;
  readonly envVersion: string;
  readonly storeVersion: string;
  readonly versionCode: string;
  readonly javaVersion: string;
  readonly xcodeVersion: string;
  readonly extensions: string;
  /** A module a line: `react-native-maps 1.18.0 RNMaps`. */
  readonly plugins: string;
  readonly status: NonNullable<Input['status']>;
  readonly commitSha: string;
  readonly description: string;
  readonly source: 'file' | 'url' | 'none';
  readonly downloadUrl: string;
  readonly checksum: string;
}

export const emptyBuild: BuildForm = {
  projectId: null,
  os: 'android',
  target: 'production',
  tag: '',
  envVersion: '',
  storeVersion: '',
  versionCode: '',
  javaVersion: '',
  xcodeVersion: '',
  extensions: '',
  plugins: '',
  status: 'succeeded',
  commitSha: '',
  description: '',
  source: 'file',
  downloadUrl: '',
  checksum: '',
};

const given = (text: string) => text.trim() || null;
const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Modules from their lines: name, version and native name, by white space or `name@version`. */
export function pluginsOf(text: string): NonNullable<Input['plugins']> {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [first = '', ...rest] = line.split(/\s+/);
      // A scope begins with an @ of its own.
      const at = first.indexOf('@', 1);
      const [name, version] = at < 0 ? [first, rest.shift()] : [first.slice(0, at), first.slice(at + 1)];
      return { name, version: version ?? null, moduleName: rest[0] ?? null };
    });
}

/** The form as the command takes it, with only the facts that builds of its operating system have. */
export function draftOf(form: BuildForm, blob: string | null): Partial<Input> {
  const own = new Set<string>(platformFacts[form.os]);
  const code = form.versionCode.trim();
  return {
    ...(form.projectId === null ? {} : { projectId: form.projectId }),
    os: form.os,
    target: form.target,
    tag: form.tag,
    envVersion: form.envVersion,
    storeVersion: given(form.storeVersion),
    ...(own.has('versionCode') ? { versionCode: code === '' ? null : Number(code) } : {}),
    ...(own.has('javaVersion') ? { javaVersion: given(form.javaVersion) } : {}),
    ...(own.has('xcodeVersion') ? { xcodeVersion: given(form.xcodeVersion) } : {}),
    ...(own.has('extensions') ? { extensions: words(form.extensions) } : {}),
    plugins: pluginsOf(form.plugins),
    status: form.status,
    commitSha: given(form.commitSha),
    description: given(form.description),
    ...(form.source === 'file' ? { blob } : {}),
    ...(form.source === 'url'
      ? { downloadUrl: given(form.downloadUrl), checksum: given(form.checksum) }
      : {}),
  };
}

export type BuildCheck =
  | { readonly input: Input; readonly fault: null; readonly faults: Readonly<Record<string, string>> }
  | { readonly input: null; readonly fault: string; readonly faults: Readonly<Record<string, string>> };

const needed = [
  ['projectId', 'Needs a project'],
  ['tag', 'Needs the tag it was built from'],
  ['envVersion', 'Needs an environment version'],
] as const;

/**
 * Holds the form against the contract's own schema. `fault` are the words beside the button, `faults` the sentences
 * beside the fields; a field that nobody has filled in yet is only named at the button.
 */
export function checkBuild(form: BuildForm, blob: string | null, uploading: boolean): BuildCheck {
  const draft = draftOf(form, blob);
  const parsed = newBuildSchema.safeParse(draft);
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [field] = path;
    const isEmpty = typeof field === 'string' && !String(form[field as keyof BuildForm] ?? '').trim();
    if (typeof field === 'string' && !isEmpty) faults[field] ??= message;
  }
  const missing = needed.find(([field]) => !String(form[field] ?? '').trim())?.[1];
  const fault = missing ?? Object.values(faults)[0] ?? (uploading ? 'The file is still coming in' : null);
  if (fault !== null || !parsed.success) {
    return { input: null, fault: fault ?? 'Cannot be recorded like this', faults };
  }
  return { input: draft as Input, fault: null, faults };
}
