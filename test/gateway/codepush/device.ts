import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import {
  AcquisitionManager,
  type Http,
  type Package,
  type RemotePackage,
} from 'code-push/script/acquisition-sdk.js';
import yauzl from 'yauzl';

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** The names of the SDK's verbs, by its own numbers. */
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'CONNECT', 'PATCH'];

/** What the SDK sends through, with the headers that apps of React Native send. */
function requester(sdkVersion: string | null): Http.Requester {
  return {
    request(verb: Http.Verb, url: string, ...rest: unknown[]) {
      const callback = rest.at(-1) as (error: Error | null, response: Http.Response | null) => void;
      const body = rest.length > 1 ? (rest[0] as string) : undefined;
      fetch(url, {
        method: VERBS[verb] ?? 'GET',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-codepush-plugin-name': 'react-native-code-push',
          'x-codepush-plugin-version': '9.0.1',
          ...(sdkVersion === null ? {} : { 'x-codepush-sdk-version': sdkVersion }),
        },
        ...(body === undefined ? {} : { body }),
      }).then(
        async (response) => callback(null, { statusCode: response.status, body: await response.text() }),
        (error) => callback(error, null),
      );
    },
  };
}

type Folder = ReadonlyMap<string, Buffer>;

async function unzip(content: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(content);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('/')) {
      files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
    }
  }
  return files;
}

/** The hash of a folder as devices compute it. */
function folderHash(folder: Folder): string {
  const lines = [...folder]
    .filter(([path]) => !path.startsWith('__MACOSX/') && !/(^|\/)(\.DS_Store|\.codepushrelease)$/.test(path))
    .map(([path, content]) => `${path}:${sha256(content)}`);
  return sha256(JSON.stringify(lines.sort()));
}

/** Downloads as Android does: without compression, and what came must be as long as was said. */
async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (response.status !== 200) throw new Error(`the download answered ${response.status}`);
  const content = Buffer.from(await response.arrayBuffer());
  const said = response.headers.get('content-length');
  if (Number(said ?? -1) !== content.length)
    throw new Error(`Received ${content.length} bytes, expected ${said}`);
  return content;
}

interface Installed extends Package {
  readonly folder: Folder;
}

export type Sync =
  | { readonly kind: 'none' }
  | { readonly kind: 'mismatch'; readonly appVersion: string }
  /** It failed on these contents before. */
  | { readonly kind: 'ignored'; readonly label: string }
  | {
      readonly kind: 'installed';
      readonly label: string;
      readonly isMandatory: boolean;
      readonly isDiff: boolean;
      readonly bytes: number;
    };

interface DeviceOptions {
  readonly url: string;
  readonly key: string;
  readonly clientId: string;
  readonly binary?: string;
  readonly sdkVersion?: string | null;
}

interface StatusReport {
  readonly package: Package | null;
  readonly status: string | null;
  readonly previous: string | null;
  readonly previousKey: string | null;
}

/**
 * An installed app: the real acquisition SDK, and around it what the React Native plugin does on Android. It keeps the
 * installed packages, what it reported last, the contents that it failed on, and reports that could not be sent.
 */
export function createDevice(options: DeviceOptions) {
  const { url, clientId, sdkVersion = '4.2.3' } = options;
  /** The key compiled into the app, and the one that it asks with. */
  const nativeKey = options.key;
  let { key, binary = '1.0.0' } = options;
  let running: Installed | null = null;
  let before: Installed | null = null;
  let pending: Installed | null = null;
  /** `key:label`, or the version of the binary: what the last report said it runs. */
  let reported: string | null = null;
  const failed = new Set<string>();
  const unsent: StatusReport[] = [];
  const sent: StatusReport[] = [];

  const sdkFor = (deploymentKey: string) =>
    new AcquisitionManager(requester(sdkVersion), {
      appVersion: binary,
      clientUniqueId: clientId,
      deploymentKey,
      serverUrl: url,
    });

  const promised = <T>(act: (callback: (error: Error | null, value: T) => void) => void) =>
    new Promise<T>((resolve, reject) => act((error, value) => (error ? reject(error) : resolve(value))));

  /** Sends a report; one that fails is kept and sent again with the next. */
  async function send(report: StatusReport): Promise<void> {
    try {
      await promised<void>((callback) =>
        sdkFor(report.package?.deploymentKey ?? nativeKey).reportStatusDeploy(
          report.package ?? undefined,
          report.status ?? undefined,
          report.previous ?? undefined,
          report.previousKey ?? undefined,
          callback as never,
        ),
      );
      sent.push(report);
    } catch {
      unsent.push(report);
    }
  }

  async function report(of: Package | null): Promise<void> {
    for (const late of unsent.splice(0)) await send(late);
    const now = of ? `${of.deploymentKey}:${of.label}` : binary;
    if (reported === now) return;
    const [previousKey, previousLabel] = reported?.includes(':') ? reported.split(':') : [null, reported];
    reported = now;
    await send({
      package: of,
      status: of ? 'DeploymentSucceeded' : null,
      previous: previousLabel ?? null,
      previousKey: previousKey ?? nativeKey,
    });
  }

  async function unpack({ downloadUrl, packageHash }: RemotePackage) {
    const content = await download(downloadUrl);
    if (content.readUInt32BE(0) !== 0x504b0304) {
      return { folder: new Map([['index.android.bundle', content]]), isDiff: false, bytes: content.length };
    }
    const files = await unzip(content);
    const manifest = files.get('hotcodepush.json');
    let folder: Folder = files;
    if (manifest) {
      const { deletedFiles } = JSON.parse(manifest.toString()) as { deletedFiles: string[] };
      files.delete('hotcodepush.json');
      const kept = [...(running?.folder ?? [])].filter(([path]) => !deletedFiles.includes(path));
      folder = new Map([...kept, ...files]);
    }
    if (folderHash(folder) !== packageHash)
      throw new Error('the update does not have the hash that was promised');
    return { folder, isDiff: manifest !== undefined, bytes: content.length };
  }

  return {
    clientId,
    /** The label that it runs; null on the binary's own bundle. */
    label: (): string | null => running?.label ?? null,
    /** The text of the bundle that it runs. */
    bundle: (): string | null =>
      [...(running?.folder ?? [])].find(([path]) => path.endsWith('index.android.bundle'))?.[1].toString() ??
      null,
    unsent: (): number => unsent.length,

    /** Asks for an update and installs it; it runs after the next start. */
    async sync(): Promise<Sync> {
      const update = await promised<RemotePackage | { updateAppVersion: boolean; appVersion: string } | null>(
        (callback) =>
          sdkFor(key).queryUpdateWithCurrentPackage(
            (running ?? { appVersion: binary }) as Package,
            callback as never,
          ),
      );
      if (!update) return { kind: 'none' };
      if ('updateAppVersion' in update) return { kind: 'mismatch', appVersion: update.appVersion };
      if (update.packageHash === running?.packageHash) return { kind: 'none' };
      if (failed.has(update.packageHash)) return { kind: 'ignored', label: update.label };
      const { folder, isDiff, bytes } = await unpack(update);
      if (bytes !== update.packageSize) throw new Error(`promised ${update.packageSize} bytes, got ${bytes}`);
      await promised<void>((callback) => sdkFor(key).reportStatusDownload(update, callback as never));
      pending = { ...update, folder };
      return { kind: 'installed', label: update.label, isMandatory: update.isMandatory, isDiff, bytes };
    },

    /** Starts the app: what was installed runs now, and says so, unless it crashes and what ran before comes back. */
    async start({ crashes = false } = {}): Promise<void> {
      if (running && running.appVersion !== binary) {
        // A new binary has no use for what was made for the old one.
        running = before = pending = null;
      }
      if (pending) {
        before = running;
        running = pending;
        pending = null;
        if (crashes) {
          const fallen = running;
          failed.add(fallen.packageHash);
          running = before;
          await send({ package: fallen, status: 'DeploymentFailed', previous: null, previousKey: nativeKey });
          return;
        }
      }
      await report(running);
    },

    /** Sends the last report that arrived once more, as a client does that did not hear the answer. */
    async resend(index = -1): Promise<void> {
      const again = sent.at(index);
      if (!again) throw new Error('nothing was sent yet');
      await send(again);
    },

    updateBinary(version: string): void {
      binary = version;
    },
    useKey(other: string): void {
      key = other;
    },
  };
}

export type Device = ReturnType<typeof createDevice>;
