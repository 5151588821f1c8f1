import { request as httpRequest } from 'node:http';
import { gatewaySystems, type Scope } from '#shared/systems.ts';
import { type TestApp, testApp } from '../support/testApp.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A secret, or null for none; the admin's when left out. */
  readonly token?: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; null when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer from the wire has the shape that a test expects of it
  readonly json: any;
}

export interface GatewayApp {
  readonly desk: TestApp;
  readonly url: string;
  /** A token of ci-bot that is admin of every system. */
  readonly secret: string;
  send(call: Call): Promise<Reply>;
  /** Makes a token with these scopes; answers its secret. */
  token(...scopes: Scope[]): Promise<string>;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The application with its gateway on a free port of 127.0.0.1, and a client that sends real requests to it. */
export async function gatewayApp(options: Parameters<typeof testApp>[0] = {}): Promise<GatewayApp> {
  const desk = await testApp({ gatewayPort: 0, ...options });
  const url = await desk.app.gatewayUrl();
  if (url === null) throw new Error('the gateway does not run');
  const token = async (...scopes: Scope[]) =>
    (await desk.client.token.create({ name: 'pipeline', personName: 'ci-bot', scopes })).secret;
  const secret = await token(...gatewaySystems.map((system): Scope => `${system}:admin`));
  return {
    desk,
    url,
    secret,
    token,
    async send({ method, path, body, headers = {}, token: given = secret }) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(given === null ? {} : { authorization: `Bearer ${given}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parsed(text) };
    },
  };
}

/** A request with headers that `fetch` sets itself, such as Host; answers the status and the body. */
export function rawRequest(
  url: string,
  options: { method?: string; headers: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: options.method ?? 'GET', headers: options.headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}
