import { GatewayProblem } from './problems.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address is reached from this machine only. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** The name in a Host header, without its port; null when it is none. */
function nameIn(host: string): string | null {
  return /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? null;
}

const bracketed = (name: string) => (name.includes(':') && !name.startsWith('[') ? `[${name}]` : name);

function hostOfOrigin(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

interface GuardOptions {
  readonly address: string;
  readonly allowedHosts: readonly string[];
  readonly baseUrl: string | null;
}

/**
 * Refuses what was not meant for this gateway before anything of it is parsed: a foreign Host (a page of another site
 * that had its name point here), and a foreign Origin (a page of another site that calls here). A loopback address
 * answers to the loopback names at any port, so that a tunnel works; any other only to the names that were listed.
 * @throws 403.
 */
export function guardOf(
  options: GuardOptions,
): (headers: { host?: string | undefined; origin?: string | undefined }) => void {
  const names = new Set(
    isLoopback(options.address)
      ? LOOPBACK_NAMES
      : options.allowedHosts.map((name) => bracketed(name.toLowerCase())),
  );
  const base = options.baseUrl === null ? null : hostOfOrigin(options.baseUrl);
  const foreign = (what: string) =>
    new GatewayProblem(403, 'forbidden', `This gateway does not answer to that ${what}. Nothing was read.`, {
      reason: 'foreign',
      hint: 'Use the address that Settings, Gateway shows, or have its owner allow the name there.',
    });
  return ({ host, origin }) => {
    const name = host === undefined ? null : nameIn(host);
    if (name === null || !names.has(name)) throw foreign('host');
    if (origin === undefined) return;
    const from = hostOfOrigin(origin);
    if (from === null || (from !== host?.toLowerCase() && from !== base)) throw foreign('origin');
  };
}
