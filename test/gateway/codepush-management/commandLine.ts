import { bundle } from '../../support/packages.ts';
import { type GatewayApp, gatewayApp, type Reply } from '../gatewayApp.ts';

/** What code-push-cli 2.1.9 puts on every request. */
export const CLI_HEADERS = {
  accept: 'application/vnd.code-push.v2+json',
  'x-codepush-cli-version': '2.1.9',
  'x-codepush-sdk-version': '2.0.6',
} as const;

export interface CommandLine {
  readonly app: GatewayApp;
  /** A request as the command line sends it: JSON with its charset, and nothing at all where there is no body. */
  send(method: string, path: string, body?: unknown, token?: string | null): Promise<Reply>;
  /** A release: the file first, then what it is. */
  release(path: string, file: Buffer, info: object, headers?: Record<string, string>): Promise<Reply>;
}

/** The multipart body of a release, with the parts in the order in which the command line sends them. */
export function releaseForm(file: Buffer, info: unknown, fileName = 'GXaQbqO3tsJLXmu.zip'): FormData {
  const form = new FormData();
  form.append('package', new Blob([new Uint8Array(file)], { type: 'application/zip' }), fileName);
  form.append('packageInfo', typeof info === 'string' ? info : JSON.stringify(info));
  return form;
}

export async function commandLine(options: Parameters<typeof gatewayApp>[0] = {}): Promise<CommandLine> {
  const app = await gatewayApp(options);
  return {
    app,
    send: (method, path, body, token) =>
      app.send({
        method,
        path,
        headers: {
          ...CLI_HEADERS,
          ...(body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' }),
        },
        ...(body === undefined ? {} : { body }),
        ...(token === undefined ? {} : { token }),
      }),
    async release(path, file, info, headers = {}) {
      const response = await fetch(app.url + path, {
        method: 'POST',
        headers: { ...CLI_HEADERS, authorization: `Bearer ${app.secret}`, ...headers },
        body: releaseForm(file, info),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
      return { status: response.status, headers: response.headers, text, json };
    },
  };
}

/** What the command line says of a release when nothing but the range was given: null for all that was not. */
export const unsaid = { description: null, isDisabled: false, isMandatory: false, rollout: null } as const;
export const untouched = {
  appVersion: null,
  description: null,
  isDisabled: null,
  isMandatory: null,
  rollout: null,
} as const;

export const APP = '/apps/Payments-Android';
export const STAGING = `${APP}/deployments/Staging`;
export const PRODUCTION = `${APP}/deployments/Production`;

/** An Android app with its two deployments. */
export async function withApp(cli: CommandLine, name = 'Payments-Android', os = 'Android') {
  const body = { name, os, platform: 'React-Native', manuallyProvisionDeployments: false };
  return cli.send('POST', '/apps/', body);
}

/** Releases a bundle of this text to Staging, for 1.0.0 unless said otherwise. */
export async function releaseText(cli: CommandLine, text: string, info: object = {}, path = STAGING) {
  return cli.release(`${path}/release`, await bundle(text), { ...unsaid, appVersion: '1.0.0', ...info });
}
